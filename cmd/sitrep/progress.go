package main

import (
	"io"
	"sync/atomic"

	"github.com/vbauerster/mpb/v8"
	"github.com/vbauerster/mpb/v8/decor"

	"sitrep/extract/read"
)

// progress shows documents, MB/s and time left on a terminal, and nothing
// elsewhere: there the closing line tells.
type progress struct {
	bars *mpb.Progress
	bar  *mpb.Bar
	docs atomic.Int64
}

func newProgress(w io.Writer, plan *read.Plan, show bool) *progress {
	p := &progress{}
	if !show || !terminal(w) || plan.Files() == 0 {
		return p
	}
	p.bars = mpb.New(mpb.WithOutput(w), mpb.WithWidth(40))
	p.bar = p.bars.AddBar(plan.Bytes(),
		mpb.BarRemoveOnComplete(),
		mpb.PrependDecorators(decor.Any(func(decor.Statistics) string {
			return itoa(p.docs.Load()) + " documents "
		})),
		mpb.AppendDecorators(
			decor.AverageSpeed(decor.SizeB1000(0), "% .1f", decor.WC{W: 12}),
			decor.AverageETA(decor.ET_STYLE_GO, decor.WC{W: 10}),
		),
	)
	return p
}

// bytes counts what was read of the inputs, as stored.
func (p *progress) bytes(n int64) {
	if p.bar != nil {
		p.bar.IncrInt64(n)
	}
}

func (p *progress) document() { p.docs.Add(1) }

// finish takes the bar off the terminal.
func (p *progress) finish() {
	if p.bar != nil {
		p.bar.Abort(true)
		p.bars.Wait()
	}
}
