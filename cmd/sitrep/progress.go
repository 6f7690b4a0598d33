package main

import (
	"fmt"
	"io"
	"sync/atomic"
	"time"

	"github.com/vbauerster/mpb/v8"
	"github.com/vbauerster/mpb/v8/decor"

	"sitrep/extract/read"
)

// lineEvery is how often a build without a terminal says how far it is.
const lineEvery = 5 * time.Second

// progress shows documents, MB/s and time left: as a bar on a terminal, in
// plain lines elsewhere.
type progress struct {
	bars  *mpb.Progress
	bar   *mpb.Bar
	docs  atomic.Int64
	lines io.Writer // nil for none
	began time.Time
	said  time.Time
	read  atomic.Int64
	total int64
}

func newProgress(w io.Writer, plan *read.Plan, show bool) *progress {
	p := &progress{began: time.Now(), total: plan.Bytes()}
	switch {
	case !show || plan.Files() == 0:
		return p
	case !terminal(w):
		p.lines = w
		return p
	}
	p.bars = mpb.New(mpb.WithOutput(w), mpb.WithWidth(40))
	p.bar = p.bars.AddBar(p.total,
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
	p.read.Add(n)
	if p.bar != nil {
		p.bar.IncrInt64(n)
	}
}

func (p *progress) document() { p.docs.Add(1) }

// stored says in a line how many documents are on disk by now, if there is no
// bar and the last such line is some time ago.
func (p *progress) stored(documents int) {
	if p.lines == nil || time.Since(p.said) < lineEvery {
		return
	}
	p.said = time.Now()
	read, took := p.read.Load(), p.said.Sub(p.began)
	left := ""
	if read > 0 && p.total >= read {
		left = fmt.Sprintf(", %s left", time.Duration(float64(took)*float64(p.total-read)/float64(read)).Round(time.Second))
	}
	fmt.Fprintf(p.lines, "sitrep: %d documents stored, %.1f MB/s%s\n", documents, float64(read)/1e6/took.Seconds(), left)
}

// finish takes the bar off the terminal.
func (p *progress) finish() {
	if p.bar != nil {
		p.bar.Abort(true)
		p.bars.Wait()
	}
}
