package console

import (
	"bytes"
	"context"
	"encoding/json"
	"flag"
	"fmt"
	"io"
	"math/rand/v2"
	"net/http"
	"net/http/httptest"
	"net/url"
	"path/filepath"
	"runtime"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"sitrep/extract"
	"sitrep/graph"
	"sitrep/graph/store"
)

var (
	load      = flag.Duration("load", 0, "how long TestLoad asks; 0 leaves it out")
	loadQuads = flag.Int("load-quads", 1_000_000, "how many quads TestLoad asks about")
)

// clients ask at once in TestLoad.
const clients = 50

// big stores a graph of about as many quads, over 20,000 entities of which few
// are named often; fronts support fronts, and attack bases.
func big(t testing.TB, quads int) *store.Store {
	t.Helper()
	path := filepath.Join(t.TempDir(), "big.db")
	st, err := store.Open(t.Context(), path, store.Options{Create: true})
	if err != nil {
		t.Fatal(err)
	}
	ontology := &extract.Ontology{
		Classes:    []extract.ClassDef{{Name: "Organisation"}, {Name: "ArmedGroup", Parent: "Organisation", Synonyms: []string{"militia"}}, {Name: "Place"}, {Name: "Site", Parent: "Place"}},
		Predicates: []extract.PredicateDef{{Name: "attacked"}, {Name: "bombed", Parent: "attacked"}, {Name: "supports"}, {Name: "located_in"}},
	}
	if err := st.PutOntology(t.Context(), graph.OntologyQuads(ontology)); err != nil {
		t.Fatal(err)
	}
	random := rand.New(rand.NewPCG(1, 2))
	popular := rand.NewZipf(random, 1.2, 8, 9999)
	predicates := []string{"attacked", "bombed", "supports", "located_in"}
	var batch []store.Document
	for n, put := 0, 0; put < quads; n++ {
		var says [][3]string
		for range 4 {
			predicate, object := predicates[random.IntN(len(predicates))], "Number %d Base"
			if predicate == "supports" {
				object = "Front %d" // so that walks go on
			}
			says = append(says, [3]string{fmt.Sprintf("Front %d", popular.Uint64()), predicate, fmt.Sprintf(object, popular.Uint64())})
		}
		d := report(fmt.Sprintf("report-%d", n), says...)
		d.Published = fmt.Sprintf("2021-%02d-%02d", 1+n%12, 1+n%28)
		batch = append(batch, store.Document{ID: d.ID, Quads: graph.Quads(d)})
		if len(batch) == 300 {
			r, err := st.Put(t.Context(), batch...)
			if err != nil {
				t.Fatal(err)
			}
			put += r.QuadsAdded
			batch = nil
		}
	}
	if err := st.Close(); err != nil {
		t.Fatal(err)
	}
	if st, err = store.Open(t.Context(), path, store.Options{ReadOnly: true}); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { st.Close() })
	return st
}

// TestLoad: many clients ask all kinds of things for a while; nothing fails, and
// the memory in use does not grow.
func TestLoad(t *testing.T) {
	if *load == 0 {
		t.Skip("only with -load, as make load asks it")
	}
	st := big(t, *loadQuads)
	if stats, err := st.Stats(t.Context()); err == nil {
		t.Logf("%d quads, %d MB", stats.Quads, stats.Bytes>>20)
	}
	s := served(t, Options{Store: st, Timeout: 10 * time.Second})
	server := httptest.NewServer(s)
	defer server.Close()
	client := &http.Client{Transport: &http.Transport{MaxIdleConnsPerHost: clients}}
	defer client.CloseIdleConnections()

	ctx, cancel := context.WithTimeout(t.Context(), *load)
	defer cancel()
	var mu sync.Mutex
	took := map[string][]time.Duration{}
	var failures []string
	var running sync.WaitGroup
	for n := range clients {
		running.Go(func() {
			random := rand.New(rand.NewPCG(7, uint64(n)))
			popular := rand.NewZipf(random, 1.2, 8, 9999)
			for ctx.Err() == nil {
				kind, d, err := askOne(ctx, client, server.URL, random, popular)
				if ctx.Err() != nil {
					return
				}
				mu.Lock()
				took[kind] = append(took[kind], d)
				if err != nil {
					failures = append(failures, kind+": "+err.Error())
				}
				mu.Unlock()
			}
		})
	}
	time.Sleep(*load / 3)
	early := inUse()
	running.Wait()
	late := inUse()
	var all []time.Duration
	for _, kind := range []string{"walk", "gizmo", "neighbours", "entity", "evidence", "complete"} {
		all = append(all, took[kind]...)
		t.Logf("%-10s %6d requests, %s", kind, len(took[kind]), quantiles(took[kind]))
	}
	t.Logf("%-10s %6d requests, %s; %.0f a second; memory in use %d MB after a third, %d MB at the end",
		"all", len(all), quantiles(all), float64(len(all))/load.Seconds(), early>>20, late>>20)
	if len(failures) > 0 {
		t.Errorf("%d of %d failed, such as %s", len(failures), len(all), failures[0])
	}
	if len(all) == 0 {
		t.Error("no request was answered")
	}
	if late > early+early/2+16<<20 {
		t.Errorf("memory in use grew from %d to %d bytes", early, late)
	}
}

// inUse is the memory that is still needed.
func inUse() uint64 {
	runtime.GC()
	var m runtime.MemStats
	runtime.ReadMemStats(&m)
	return m.HeapAlloc
}

func quantiles(took []time.Duration) string {
	if len(took) == 0 {
		return "none"
	}
	slices.Sort(took)
	at := func(q float64) time.Duration {
		return took[min(len(took)-1, int(q*float64(len(took))))].Round(time.Millisecond)
	}
	return fmt.Sprintf("p50 %v, p90 %v, p99 %v, most %v", at(.5), at(.9), at(.99), took[len(took)-1].Round(time.Millisecond))
}

// askOne makes one request, as an analyst at the page might.
func askOne(ctx context.Context, client *http.Client, base string, random *rand.Rand, popular *rand.Zipf) (kind string, took time.Duration, err error) {
	front := fmt.Sprintf("organisation/front-%d", popular.Uint64())
	number := popular.Uint64()
	post := func(language, text string) *http.Request {
		b, _ := json.Marshal(map[string]any{"language": language, "query": text, "limit": 50})
		r, _ := http.NewRequestWithContext(ctx, "POST", base+"/api/v1/query", bytes.NewReader(b))
		return r
	}
	get := func(route string, parameters ...string) *http.Request {
		q := url.Values{}
		for i := 0; i < len(parameters); i += 2 {
			q.Set(parameters[i], parameters[i+1])
		}
		r, _ := http.NewRequestWithContext(ctx, "GET", base+"/api/v1/"+route+"?"+q.Encode(), nil)
		return r
	}
	var r *http.Request
	missing := false
	switch n := random.IntN(20); {
	case n < 4:
		kind, r, missing = "walk", post("walk", fmt.Sprintf("\"Front %d\" -> attacked -> site", number)), true
	case n < 5:
		kind, r = "walk", post("walk", "militia -> bombed -> site")
	case n < 8:
		kind, r = "gizmo", post("gizmo", fmt.Sprintf("g.V(\"<entity/%s>\").out(\"<attacked>\").limit(20).all()", front))
	case n < 11:
		kind, r, missing = "neighbours", get("neighbours", "id", front), true
	case n < 13:
		kind, r, missing = "entity", get("entity", "id", front), true
	case n < 15:
		kind, r, missing = "evidence", get("evidence", "subject", front, "predicate", "attacked", "object", fmt.Sprintf("place/number-%d-base", number)), true
	default:
		kind, r = "complete", get("complete", "language", "walk", "before", fmt.Sprintf("front %d", number%100))
	}
	begin := time.Now()
	answer, err := client.Do(r)
	if err != nil {
		return kind, time.Since(begin), err
	}
	defer answer.Body.Close()
	text, err := io.ReadAll(answer.Body)
	took = time.Since(begin)
	switch {
	case err != nil:
		return kind, took, err
	case missing && answer.StatusCode == http.StatusNotFound:
		return kind, took, nil // nobody named it
	case answer.StatusCode != http.StatusOK:
		return kind, took, fmt.Errorf("%d: %.200s", answer.StatusCode, text)
	case strings.Contains(string(text), `{"error":`):
		return kind, took, fmt.Errorf("%.200s", text)
	}
	return kind, took, nil
}
