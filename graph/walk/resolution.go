package walk

import (
	"cmp"
	"slices"
	"strings"

	"sitrep/extract"
	"sitrep/graph"
	"sitrep/graph/store"
)

// Resolution is why reports' mentions of one name were taken for an entity.
// Documents are as many as the limit lets through, Total is all of them.
type Resolution struct {
	Name      string     `json:"name"`
	Reason    string     `json:"reason"`
	Total     int        `json:"total"`
	Documents []Document `json:"documents"`
}

// sameName is what joins reports that call an entity by its own name: its ID
// is the gazetteer's, or is made of both.
const sameName = "same name and class"

// resolutions gathers the reasons of all reports that name an entity, the
// entity's own name first. A name that one report only has, and that is the
// entity's own, needs none.
func (r *reader) resolutions(n store.Ref, o Options, c *Card) error {
	p, err := r.ref(graph.Resolved)
	if err != nil {
		return err
	}
	type use struct{ text, document store.Ref }
	var uses []use
	var refs []store.Ref
	if p.known {
		err = r.store.Edges(r.ctx, store.Pattern{S: n, P: p.Ref}, func(e store.Edge) error {
			uses, refs = append(uses, use{e.O, e.L}), append(refs, e.O)
			return nil
		})
		if err != nil {
			return err
		}
	}
	if err := r.load(refs); err != nil {
		return err
	}
	own := extract.Fold(c.Name)
	by := map[graph.Resolution][]store.Ref{}
	// other are the reports that have other names only.
	other := map[store.Ref]bool{}
	for _, u := range uses {
		is, ok := graph.ParseResolution(r.values[u.text])
		if !ok {
			continue
		}
		if extract.Fold(is.Name) == own && !strings.Contains(is.Reason, "by hand") {
			other[u.document] = false
			continue
		}
		if !strings.HasPrefix(is.Reason, extract.FirstMention) {
			by[is] = append(by[is], u.document)
		}
		if _, seen := other[u.document]; !seen {
			other[u.document] = true
		}
	}
	mentions, err := r.subjects(graph.Mentions, n)
	if err != nil {
		return err
	}
	same := slices.DeleteFunc(mentions, func(d store.Ref) bool { return other[d] })
	if len(same) > 1 {
		is := graph.Resolution{Name: c.Name, Reason: sameName}
		by[is] = append(by[is], same...)
	}
	for is, refs := range by {
		all := make([]Document, 0, len(refs))
		for _, ref := range refs {
			d, err := r.document(ref)
			if err != nil {
				return err
			}
			all = append(all, Document{d.id, d.source, d.title, d.published})
		}
		slices.SortFunc(all, newest)
		res := Resolution{Name: is.Name, Reason: is.Reason, Total: len(all), Documents: all}
		if len(all) > o.limit() {
			res.Documents, c.Cut = all[:o.limit()], true
		}
		c.Resolutions = append(c.Resolutions, res)
	}
	slices.SortFunc(c.Resolutions, func(a, b Resolution) int {
		return cmp.Or(
			compareBool(extract.Fold(a.Name) != own, extract.Fold(b.Name) != own),
			cmp.Compare(b.Total, a.Total), cmp.Compare(a.Name, b.Name), cmp.Compare(a.Reason, b.Reason),
		)
	})
	if len(c.Resolutions) > o.limit() {
		c.Resolutions, c.Cut = c.Resolutions[:o.limit()], true
	}
	return nil
}
