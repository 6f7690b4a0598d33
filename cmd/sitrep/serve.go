package main

import (
	"crypto/rand"
	"fmt"
	"log/slog"
	"net"
	"net/netip"
	"net/url"

	"github.com/spf13/cobra"

	"sitrep/config"
	"sitrep/graph/console"
	"sitrep/graph/store"
)

func newServe(a *app) *cobra.Command {
	c := &cobra.Command{
		Use:   "serve",
		Short: "Serve the graph to a browser, and its API to programs",
		Long: `Serves one page on which the graph is asked by walks and Gizmo scripts, and
shown as a table, as a graph and as text, each edge with the sentences that say
it; and the API behind it, described by /api/v1/openapi.yaml.

It only reads, and listens on this machine alone. Another address (--listen)
takes a token, which is made up and printed unless SITREP_SERVE_TOKEN holds one.`,
		Example: `  sitrep serve
  sitrep serve --listen 127.0.0.1:8080
  sitrep serve --listen 0.0.0.0:8080 --host graph.example.org`,
		Args: cobra.NoArgs,
	}
	f := c.Flags()
	f.String("listen", "", "`address` to listen on (default \"127.0.0.1:7677\")")
	f.StringSlice("host", nil, "`names` under which the server may be asked for, beside this machine's")
	f.Duration("timeout", 0, "time that a query may take (default 10s)")
	f.String("memory", "", "memory that a Gizmo script may take (default 512 MiB)")
	f.Int("rows", 0, "most rows of one answer (default 1000)")
	f.Int("at-once", 0, "queries that run at once (default 4)")
	for flag, key := range map[string]string{
		"listen": "serve.listen", "host": "serve.hosts", "rows": "serve.rows", "at-once": "serve.at_once",
		"timeout": "gizmo.timeout", "memory": "gizmo.memory",
	} {
		_ = config.Bind(f, flag, key)
	}
	reports := reportsFlag(c)
	c.RunE = func(c *cobra.Command, _ []string) error {
		path, done, err := a.onDisk(c, *reports)
		if err != nil {
			return err
		}
		defer done()
		return a.serve(c, path)
	}
	return c
}

func (a *app) serve(c *cobra.Command, path string) error {
	token := a.config.ServeToken
	host, _, err := net.SplitHostPort(a.config.ServeListen)
	if err != nil {
		return fmt.Errorf("%w: --listen %s: want host:port, such as 127.0.0.1:7677", errUsage, a.config.ServeListen)
	}
	open := !local(host)
	if open && token == "" {
		token = rand.Text()
	}
	st, err := store.Open(c.Context(), path, store.Options{ReadOnly: true})
	if err != nil {
		return err
	}
	defer st.Close()
	l, err := (&net.ListenConfig{}).Listen(c.Context(), "tcp", a.config.ServeListen)
	if err != nil {
		return fmt.Errorf("%w: cannot listen on %s: %w; --listen takes another address", errUsage, a.config.ServeListen, err)
	}
	log := a.log
	if !terminal(c.ErrOrStderr()) {
		log = slog.New(slog.NewJSONHandler(c.ErrOrStderr(), &slog.HandlerOptions{Level: a.level}))
	}
	server := console.New(console.Options{
		Store: st, Token: token, Hosts: a.config.ServeHosts, Version: version,
		Timeout: a.config.GizmoTimeout, Memory: a.config.GizmoMemory, Rows: a.config.ServeRows, AtOnce: a.config.ServeAtOnce,
		Log: log,
	})
	defer server.Close()

	address := url.URL{Scheme: "http", Host: l.Addr().String(), Path: "/"}
	if token != "" {
		address.RawQuery = url.Values{"token": {token}}.Encode()
	}
	fmt.Fprintf(c.OutOrStdout(), "%s\n", address.String())
	w := c.ErrOrStderr()
	if open {
		fmt.Fprintf(w, "sitrep: %s is open to other machines: requests need the token above, which goes over the network as plain text; put a proxy with TLS before it\n", l.Addr())
	}
	if !console.HasPage() {
		fmt.Fprintln(w, "sitrep: this program was built without its page, so only the API is served; make web builds it (it needs Node), then make build")
	}
	fmt.Fprintln(w, "sitrep: Ctrl-C ends")
	return server.Serve(c.Context(), l)
}

// local tells whether nobody but this machine reaches a host.
func local(host string) bool {
	if host == "localhost" {
		return true
	}
	ip, err := netip.ParseAddr(host)
	return err == nil && ip.IsLoopback()
}
