package main

import (
	"cmp"
	"encoding/json"
	"fmt"
	"runtime"
	"runtime/debug"

	"github.com/spf13/cobra"

	"github.com/newsgraph/newsgraph/extract"
)

const versionHelp = `Print the program's version and the hashes of what decides its answers.

In:  nothing.
Out: the version; the hash that each extraction carries ("rules"), and those of
     its parts: rule files and lexicon files.`

// versions is what version prints.
type versions struct {
	Version    string `json:"version"`
	Go         string `json:"go"`
	Extraction string `json:"extraction"` // "rules" of an extraction
	Rules      string `json:"rules"`
	Lexicon    string `json:"lexicon"`
	Tagger     string `json:"tagger"`
}

// newVersion is the command version.
func newVersion() *cobra.Command {
	var opts extract.Options
	var asJSON bool
	workers := 1
	cmd := &cobra.Command{
		Use:   "version",
		Short: "The program's version and the hashes of its rules",
		Long:  versionHelp + exits(),
		Args:  usage(cobra.NoArgs),
		RunE: func(cmd *cobra.Command, _ []string) error {
			x, err := newExtractor(opts, workers)
			if err != nil {
				return err
			}
			v := versions{programVersion(), runtime.Version(), x.Hash(), x.RulesHash(), x.LexiconHash(), x.TaggerHash()}
			if asJSON {
				return json.NewEncoder(cmd.OutOrStdout()).Encode(v)
			}
			_, err = fmt.Fprintf(cmd.OutOrStdout(), "newsgraph  %s (%s)\nextraction %s\nrules      %s\nlexicon    %s\ntagger     %s\n", v.Version, v.Go, v.Extraction, v.Rules, v.Lexicon, cmp.Or(v.Tagger, "none"))
			return err
		},
	}
	cmd.Flags().StringVar(&opts.LexiconDir, "lexicon", "", "`folder` of lexicon files beside those built in")
	cmd.Flags().StringVar(&opts.RulesDir, "rules", "", "`folder` of rule files beside those built in")
	cmd.Flags().StringVar(&opts.Tagger, "tagger", "", "`file` of tagger weights in place of those built in, or none")
	cmd.Flags().BoolVar(&asJSON, "json", false, "print JSON")
	return cmd
}

// programVersion is the module's version, else the commit it was built from.
func programVersion() string {
	info, ok := debug.ReadBuildInfo()
	if !ok {
		return "unknown"
	}
	if info.Main.Version != "" && info.Main.Version != "(devel)" {
		return info.Main.Version
	}
	for _, s := range info.Settings {
		if s.Key == "vcs.revision" {
			return s.Value
		}
	}
	return "devel"
}
