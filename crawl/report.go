package crawl

// Report is what one run came to.
type Report struct {
	Run       string       `json:"run"`
	Documents string       `json:"documents,omitempty"` // the file of the run's document lines; "": nothing new
	Archive   string       `json:"archive"`             // the WARC file
	Recovered []string     `json:"recovered,omitempty"` // earlier runs, killed, whose results were saved now
	Sites     []SiteReport `json:"sites"`               // in the order of the sites file
}

// SiteReport counts what one run came to on one site. Every page that was
// asked for is one of Unchanged, New, Revised, Withdrawn, Rejected and Failed.
type SiteReport struct {
	Site       string    `json:"site"`
	Discovered int       `json:"discovered"` // addresses listed by feeds, sitemaps, sections, lists, folder
	Fetched    int       `json:"fetched"`    // pages that answered, new or asked again
	Unchanged  int       `json:"unchanged"`  // known, the same as before
	New        int       `json:"new"`
	Revised    int       `json:"revised"`   // known, with another title or text, or back after a withdrawal
	Withdrawn  int       `json:"withdrawn"` // known, gone now
	Copies     int       `json:"copies"`    // of the new and revised: reprints of earlier documents
	Rejected   []Problem `json:"rejected,omitempty"`
	Failed     []Problem `json:"failed,omitempty"`
}

// Problem is an address that gave no document, and why.
type Problem struct {
	URL       string `json:"url"`
	Reason    string `json:"reason"`
	Retryable bool   `json:"retryable,omitempty"` // the next run asks again and may succeed
}

// GaveNothing reports whether the site listed no page at all.
func (s SiteReport) GaveNothing() bool { return s.Discovered == 0 }

// Partial reports whether the run is done in part only: something that a retry
// may mend failed, or a site gave nothing. A page that was read and rejected is
// no failure.
func (r Report) Partial() bool {
	for _, site := range r.Sites {
		if site.GaveNothing() {
			return true
		}
		for _, failed := range site.Failed {
			if failed.Retryable {
				return true
			}
		}
	}
	return false
}
