/**
 * haproxy's configuration for a market of several servers, here and in compose.yaml.
 *
 * A server is asked twice. One whose process does not answer is down: its connections are cut, so that their people go
 * elsewhere at once. One that says that it is not ready (it drains, or its database is away) gets nobody new and keeps
 * whom it has; it says goodbye itself.
 *
 * Where no server is ready, the database is away for all of them: newcomers then get the page of one that does not
 * drain, which says so and tries again. Where none answers at all the balancer has a page of its own, which does too.
 */
export function balancerConfig(options: {
  bind: string;
  servers: readonly { name: string; address: string }[];
  /** A copy of docs/haproxy-away.html, where haproxy reaches it. */
  awayFile: string;
  /** Where the names in the addresses are looked up, again and again: a container that is made anew may have moved. */
  resolver?: string;
}): string {
  const { awayFile, resolver } = options;
  const lookedUp = resolver ? ' resolvers names init-addr last,libc,none' : '';
  const resolvers = resolver ? `resolvers names\n  nameserver first ${resolver}\n  hold valid 5s\n\n` : '';
  const servers = options.servers.map(({ name, address }) => `  server ${name} ${address} check`);
  const backend = (name: string, ready: string) => `backend ${name}
  balance leastconn
  option forwardfor
  option httpchk
  http-check connect
  http-check send meth GET uri /healthz
  http-check expect status 200
  http-check connect
  http-check send meth GET uri ${ready}
  http-check expect status 200 error-status L7OKC
  default-server inter 500ms fastinter 250ms fall 2 rise 1 on-marked-down shutdown-sessions${lookedUp}
${servers.join('\n')}
`;
  const away = [502, 503, 504].map(
    (status) =>
      `  http-error status ${status} content-type "text/html; charset=utf-8" file ${awayFile}` +
      ' hdr Cache-Control no-store hdr Retry-After 5\n',
  );
  return `${resolvers}defaults
  mode http
  timeout connect 1s
  timeout client 30s
  timeout server 30s
  timeout http-request 5s
  timeout queue 2s
  timeout check 2500ms
  timeout tunnel 1h
  retries 2
  option redispatch
${away.join('')}
frontend market
  bind ${options.bind}
  use_backend servers if { nbsrv(servers) gt 0 }
  default_backend readers

${backend('servers', '/readyz')}
${backend('readers', '/readyz?exclude=store')}`;
}
