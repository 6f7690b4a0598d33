package main

import (
	"context"
	"errors"
	"fmt"
	"runtime"
	"sync/atomic"
	"time"

	"github.com/spf13/cobra"

	"sitrep/config"
	"sitrep/extract"
	"sitrep/extract/english"
	"sitrep/extract/read"
	"sitrep/graph"
	"sitrep/graph/store"
)

func newBuild(a *app) *cobra.Command {
	c := &cobra.Command{
		Use:   "build [PATH...]",
		Short: "Read reports and add them to the graph",
		Long: `Reads reports and adds what they say to the graph. A PATH is a file, a folder
(walked), a pattern, or - for standard input: plain text, Markdown, HTML (its
main content) or JSON Lines (id, title, date, text), each also gzipped.

Building the same reports again adds nothing; a changed report replaces what it
said before. What cannot be read is named with its reason, the rest is built,
and the exit code is 3.`,
		Example: `  sitrep build reports/
  sitrep build --date 2021-12-20 'wire/*.txt.gz'
  zcat feed.jsonl.gz | sitrep build -`,
	}
	buildFlags(c)
	c.RunE = func(c *cobra.Command, args []string) error {
		st, err := store.Open(c.Context(), a.config.Store, store.Options{Create: true})
		if err != nil {
			return fmt.Errorf("%w: %w", errOpen, err)
		}
		defer st.Close()
		sum, err := a.build(c.Context(), c, st, args, true)
		if err == nil || errors.Is(err, errPartly) {
			fmt.Fprintf(c.OutOrStdout(), "%d documents: %d added, %d replaced, %d unchanged; %d inputs left out; %d quads more, %d fewer; %s\n",
				sum.Added+sum.Replaced+sum.Unchanged, sum.Added, sum.Replaced, sum.Unchanged, sum.problems, sum.QuadsAdded, sum.QuadsRemoved,
				sum.took.Round(time.Millisecond))
		}
		if errors.Is(err, context.Canceled) {
			err = fmt.Errorf("%w: %d documents are stored, building again does the rest", errInterrupted, sum.Added+sum.Replaced+sum.Unchanged)
		}
		if cerr := st.Close(); err == nil {
			err = cerr
		}
		return err
	}
	return c
}

// buildFlags adds the options of the commands that extract.
func buildFlags(c *cobra.Command) {
	f := c.Flags()
	f.String("date", "", "`YYYY-MM-DD` of reports that hold no date")
	f.Int("workers", 0, "goroutines that extract; 0 is one a CPU")
	f.StringSlice("lexicon", nil, "`folders` that overlay the built-in knowledge")
	f.Int64("max-bytes", 0, "largest report, unpacked, in `bytes` (default 64 MiB)")
	_ = config.Bind(f, "max-bytes", "build.max_bytes")
}

// summary is what a build did.
type summary struct {
	store.Result
	problems int
	took     time.Duration
}

// batch bounds what one transaction holds: quads, and documents.
const (
	batchQuads     = 10_000
	batchDocuments = 256
)

// build extracts the reports and stores them: several goroutines extract, this
// one writes, in input order whatever their number. The error wraps errPartly
// where inputs were left out.
func (a *app) build(ctx context.Context, c *cobra.Command, st *store.Store, paths []string, show bool) (summary, error) {
	began := time.Now()
	var sum summary
	pipeline, err := english.New(english.Options{Overlays: a.config.Lexicon})
	if err != nil {
		return sum, err
	}
	mark, err := fingerprint(a.config.Lexicon)
	if err != nil {
		return sum, err
	}
	if err := st.PutOntology(ctx, graph.OntologyQuads(pipeline.Lexicon.Ontology)); err != nil {
		return sum, err
	}
	plan := read.MakePlan(paths)
	bar := newProgress(c.ErrOrStderr(), plan, show)
	var batch []store.Document
	quads := 0
	flush := func() error {
		r, err := st.Put(ctx, batch...)
		sum.add(r)
		batch, quads = batch[:0], 0
		return err
	}
	sum.problems, err = a.extractAll(ctx, c, plan, bar, pipeline, func(d *extract.Document) (string, bool) {
		digest := extract.Hash(mark, d.ID, d.Source, d.Title, d.Published, d.Text)
		old, ok, err := st.Digest(ctx, d.ID)
		return digest, err == nil && ok && old == digest
	}, func(r extracted) error {
		doc := store.Document{ID: r.doc.ID, Digest: r.digest}
		if !r.unchanged {
			doc.Quads = graph.Quads(r.doc)
		}
		batch = append(batch, doc)
		if quads += len(doc.Quads); quads < batchQuads && len(batch) < batchDocuments {
			return nil
		}
		if err := flush(); err != nil {
			return err
		}
		bar.stored(sum.Added + sum.Replaced + sum.Unchanged)
		return nil
	})
	if err == nil {
		err = flush()
	}
	bar.finish()
	sum.took = time.Since(began)
	if err == nil && sum.problems > 0 {
		err = errPartly
	}
	return sum, err
}

func (s *summary) add(r store.Result) {
	s.Added += r.Added
	s.Replaced += r.Replaced
	s.Unchanged += r.Unchanged
	s.QuadsAdded += r.QuadsAdded
	s.QuadsRemoved += r.QuadsRemoved
}

// extracted is a document on its way from a worker to the writer.
type extracted struct {
	doc       *extract.Document
	digest    string
	unchanged bool
	err       error
}

// extractAll reads the plan's documents, runs the pipeline on them in several
// goroutines, and hands the results to each in input order. known, if given,
// tells a document's digest and whether its extraction can be left out. It
// counts the inputs that were left out. When the context ends it does not wait
// for a read that may never return.
func (a *app) extractAll(ctx context.Context, c *cobra.Command, plan *read.Plan, bar *progress, p *english.Pipeline,
	known func(*extract.Document) (string, bool), each func(extracted) error,
) (left int, err error) {
	var problems atomic.Int64
	defer func() { left = int(problems.Load()) }()
	ctx, cancel := context.WithCancel(ctx)
	defer cancel()
	workers := a.config.Workers
	if workers <= 0 {
		workers = runtime.GOMAXPROCS(0)
	}
	type job struct {
		doc  *extract.Document
		done chan extracted
	}
	jobs := make(chan job)
	// The queue holds the results in input order, and bounds how far the
	// workers run ahead of the writer.
	queue := make(chan chan extracted, 4*workers)
	limitMemory()
	air := newFlight(8 * workers)
	for range workers {
		go func() {
			for j := range jobs {
				j.done <- work(ctx, p, j.doc, known)
			}
		}()
	}
	var readErr error
	go func() {
		defer close(queue)
		defer close(jobs)
		readErr = plan.Read(ctx, read.Options{
			Date: a.config.Date, MaxBytes: a.config.BuildMaxBytes, Stdin: c.InOrStdin(), Progress: bar.bytes,
		}, func(d *extract.Document) error {
			if err := air.takeOff(ctx, len(d.Text)); err != nil {
				return err
			}
			done := make(chan extracted, 1)
			select {
			case queue <- done:
			case <-ctx.Done():
				return ctx.Err()
			}
			jobs <- job{d, done}
			return nil
		}, func(p read.Problem) {
			if p.Warning {
				a.log.Warn(p.Error())
				return
			}
			problems.Add(1)
			a.log.Error(p.Error())
		})
	}()
	for {
		var r extracted
		select {
		case done, more := <-queue:
			if !more {
				return 0, readErr
			}
			r = <-done
		case <-ctx.Done():
			return 0, ctx.Err()
		}
		switch {
		case errors.Is(r.err, errPanic):
			// One report that trips a stage is left out; the others go on.
			problems.Add(1)
			a.log.Error(r.err.Error())
		case r.err != nil:
			return 0, r.err
		default:
			if err := each(r); err != nil {
				return 0, err
			}
		}
		air.land(len(r.doc.Text))
		bar.document()
	}
}

var errPanic = errors.New("extraction failed")

// work extracts one document. A panic in a stage is reported as an error that
// names the document: it must not take the others down.
func work(ctx context.Context, p *english.Pipeline, d *extract.Document, known func(*extract.Document) (string, bool)) (r extracted) {
	r.doc = d
	defer func() {
		if v := recover(); v != nil {
			r.err = fmt.Errorf("%s: %w, please report it with the document: %v", d.Source, errPanic, v)
		}
	}()
	if known != nil {
		if r.digest, r.unchanged = known(d); r.unchanged {
			return r
		}
	}
	r.err = p.RunParts(ctx, d, extract.PartBytes)
	return r
}
