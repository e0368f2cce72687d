# Varnish that the portal tells of changes (PURGE=varnish). Debian 12: apt install varnish varnish-modules
vcl 4.1;

import std;
import xkey;

backend default {
    .host = "127.0.0.1";
    .port = "8000";
}

# Whoever runs the worker. Whatever ends TLS before Varnish has an address of this machine as well: it says for
# whom it asks, and a purge is nobody's but ours.
acl portal {
    "127.0.0.1";
}

sub vcl_recv {
    if (req.method == "PURGE") {
        if (client.ip !~ portal || req.http.X-Forwarded-For ~ ",") { return (synth(403)); }
        set req.http.purged = xkey.purge(req.http.xkey-purge);
        return (synth(200, req.http.purged));
    }
    if (req.http.Cookie ~ "(__Host-session|sessionid)" || req.http.Authorization) { return (pass); }
    # A form is sent with the cookie that it was given with.
    if (req.method != "GET" && req.method != "HEAD") { return (pass); }
    unset req.http.Cookie;
}

# The term that is meant for this cache alone.
sub vcl_backend_response {
    if (beresp.http.Surrogate-Control ~ "max-age=") {
        set beresp.ttl = std.duration(regsub(beresp.http.Surrogate-Control, ".*max-age=(\d+).*", "\1s"), 1s);
        set beresp.grace = 30s;
    }
}
