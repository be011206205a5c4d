/**
 * What the balancer shows where no server answers: in both languages, since it knows nothing of its reader, and without
 * anything that would have to be fetched. It asks for the same address again by itself.
 */
export const awayPage = `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="refresh" content="5">
<meta name="robots" content="noindex">
<title>Fairday</title>
<style>
  :root { color-scheme: light dark }
  body { margin: 0; min-height: 100vh; display: grid; place-content: center; gap: 2rem; padding: 1.5rem;
    box-sizing: border-box; max-width: 32rem; margin-inline: auto; font: 1rem/1.5 system-ui, sans-serif }
  h1 { font-size: 1.25rem; margin: 0 0 .25rem }
  p { margin: 0 }
</style>
</head>
<body>
<section>
<h1>The market will be right back</h1>
<p>It can’t be reached just now. This page tries again every few seconds; orders that were confirmed are safe.</p>
</section>
<section lang="zh-CN">
<h1>集市马上回来</h1>
<p>暂时连不上，本页每隔几秒会自动重试。已经下好的订单都在，请放心。</p>
</section>
</body>
</html>
`;
