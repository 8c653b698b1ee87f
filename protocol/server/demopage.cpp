// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "protocol/server/demopage.h"

namespace Server {

QByteArray demoPage()
{
    return QByteArrayLiteral(R"html(<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<title>Sockscope demo</title>
<style>
body { font: 16px/1.5 sans-serif; max-width: 42em; margin: 2em auto; padding: 0 1em; }
code { background: #8882; padding: 0 .3em; }
</style>
</head>
<body>
<h1>Sockscope demo server</h1>
<p>This server is part of Sockscope. It listens on this computer only.</p>
<ul>
<li><code>/socket.io/</code>: Socket.IO 4, a small chat with rooms in <code>/</code> and
<code>/chat</code>; <code>/trade</code> refuses everyone</li>
<li><code>/echo</code>: a plain WebSocket that sends back what it gets</li>
<li><code>/ticker</code>: a plain WebSocket that sends prices: <code id="price">none yet</code></li>
</ul>
<script>
const ticker = new WebSocket(location.origin.replace(/^http/, "ws") + "/ticker");
ticker.onmessage = event => {
    document.getElementById("price").textContent = JSON.parse(event.data).price;
};
</script>
</body>
</html>
)html");
}

} // namespace Server
