package crawl

import (
	"errors"
	"net/http"
	"net/http/httptest"
	"net/url"
	"testing"
	"time"
)

// TestPrivateNetworks lets a site lead to loopback only if it is there itself.
func TestPrivateNetworks(t *testing.T) {
	server := httptest.NewServer(http.NotFoundHandler())
	defer server.Close()
	at, err := url.Parse(server.URL)
	if err != nil {
		t.Fatal(err)
	}
	elsewhere := &url.URL{Scheme: "https", Host: "news.example", Path: "/"}
	for _, test := range []struct {
		name    string
		site    Site
		allowed bool
	}{
		{"the base is there", Site{Base: at}, true},
		{"via is there", Site{Base: elsewhere, Via: at}, true},
		{"the site is elsewhere", Site{Base: elsewhere}, false},
	} {
		t.Run(test.name, func(t *testing.T) {
			test.site.Timeout = 5 * time.Second
			request := httptest.NewRequest(http.MethodGet, server.URL, nil)
			response, err := test.site.network().RoundTrip(request)
			if err == nil {
				response.Body.Close()
			}
			if allowed := err == nil; allowed != test.allowed || !allowed && !errors.Is(err, errPrivate) {
				t.Errorf("allowed %v, error %v", allowed, err)
			}
		})
	}
}

func TestPublicAddresses(t *testing.T) {
	for address, public := range map[string]bool{
		"93.184.216.34:80": true, "[2606:2800:220:1::1]:443": true,
		"127.0.0.1:80": false, "10.1.2.3:80": false, "172.16.0.1:80": false, "192.168.1.1:80": false, "169.254.169.254:80": false,
		"0.0.0.0:80": false, "[::1]:80": false, "[fe80::1]:80": false, "[fd00::1]:80": false, "[::ffff:10.0.0.1]:80": false, "224.0.0.1:80": false,
	} {
		if err := publicOnly("tcp", address, nil); (err == nil) != public {
			t.Errorf("%s: %v", address, err)
		}
	}
}
