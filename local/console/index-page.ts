/** The one document of the console, whatever the address: its program draws the view. */
export function indexPage(token: string): string {
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<meta name="console-token" content="${token}">
<title>Users pipeline</title>
<link rel="icon" href="/page/icon.svg" type="image/svg+xml">
<link rel="stylesheet" href="/library/uplot.css">
<link rel="stylesheet" href="/page/styles/base.css">
<link rel="stylesheet" href="/page/styles/layout.css">
<link rel="stylesheet" href="/page/styles/components.css">
<link rel="stylesheet" href="/page/styles/overview.css">
<link rel="stylesheet" href="/page/styles/runs.css">
<link rel="stylesheet" href="/page/styles/topics.css">
<link rel="stylesheet" href="/page/styles/mappings.css">
<link rel="stylesheet" href="/page/styles/dead-letters.css">
<link rel="stylesheet" href="/page/styles/users.css">
<link rel="stylesheet" href="/page/styles/alarms.css">
<link rel="stylesheet" href="/page/styles/audit.css">
<script type="module" src="/page/theme.ts"></script>
<script type="module" src="/page/main.ts"></script>
</head>
<body>
<div id="console"><noscript>This page needs JavaScript.</noscript></div>
</body>
</html>
`;
}
