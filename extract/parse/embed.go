package parse

import (
	_ "embed"
	"sync"
)

// See SOURCES.md for its data, licence and recipe.
//
//go:embed model.bin
var embedded []byte

// Default returns the embedded model, loaded once.
var Default = sync.OnceValues(func() (*Model, error) { return Load(embedded) })
