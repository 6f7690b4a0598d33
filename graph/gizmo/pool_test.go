package gizmo

import (
	"errors"
	"sync"
	"testing"
	"time"
)

func TestPool(t *testing.T) {
	path := build(t, "Militia", "Base", "Embassy")
	pool := NewPool(2)
	defer pool.Close()
	var runs sync.WaitGroup
	for range 8 {
		runs.Go(func() {
			rows := 0
			req := Request{Script: `g.V("<entity/organisation/militia>").out("<attacked>").all()`, Store: path}
			stats, err := pool.Run(t.Context(), req, func(Row) error { rows++; return nil })
			if err != nil || rows != 2 || stats.Rows != 2 {
				t.Errorf("%d rows, %+v, %v", rows, stats, err)
			}
		})
	}
	runs.Wait()
	_, err := pool.Run(t.Context(), Request{Script: "while(true){}", Store: path, Timeout: 200 * time.Millisecond}, nil)
	if !errors.Is(err, ErrTimeout) {
		t.Errorf("a loop without end gave %v", err)
	}
}

// A process that died while it waited is nobody's error.
func TestPoolOutlivesItsProcesses(t *testing.T) {
	path := build(t, "Militia", "Base")
	pool := NewPool(1)
	pool.filling.Wait()
	c := <-pool.idle
	c.kill()
	time.Sleep(50 * time.Millisecond)
	pool.idle <- c
	for range 2 {
		rows := 0
		_, err := pool.Run(t.Context(), Request{Script: `g.V("<entity/organisation/militia>").out("<attacked>").all()`, Store: path}, func(Row) error { rows++; return nil })
		if err != nil || rows != 1 {
			t.Errorf("%d rows, %v", rows, err)
		}
	}
	pool.Close()
	if len(pool.idle) > 0 {
		t.Errorf("%d processes wait in a closed pool", len(pool.idle))
	}
}
