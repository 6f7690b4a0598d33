//go:build !linux

package store

import "go.etcd.io/bbolt"

// release leaves it to the system when pages that were read are given back.
func release(*bbolt.DB) {}
