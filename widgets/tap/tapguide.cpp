// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "widgets/tap/tapguide.h"

#include <QCoreApplication>
#include <QHostAddress>
#include <QUrl>

namespace TapGuide {

namespace {

QString tr(const char *text)
{
    return QCoreApplication::translate("TapGuide", text);
}

struct Place
{
    QString host; // without brackets
    QString port;
};

Place split(const QString &listen)
{
    const qsizetype colon = listen.lastIndexOf(QLatin1Char(':'));
    Place place {listen.left(qMax<qsizetype>(0, colon)), listen.mid(colon + 1)};
    if (place.host.startsWith(QLatin1Char('[')) && place.host.endsWith(QLatin1Char(']')))
        place.host = place.host.sliced(1).chopped(1);
    return place;
}

bool isAnyAddress(const QString &host)
{
    return host == QLatin1String("0.0.0.0") || host == QLatin1String("::");
}

QString authority(const QString &host, const QString &port)
{
    return host.contains(QLatin1Char(':')) ? QStringLiteral("[%1]:%2").arg(host, port)
                                           : QStringLiteral("%1:%2").arg(host, port);
}

// The target with the scheme that \a webSocket asks for: "ws://127.0.0.1:3000".
QString withScheme(const QString &target, bool webSocket)
{
    const QUrl url(target);
    const bool isSecure
        = url.scheme() == QLatin1String("https") || url.scheme() == QLatin1String("wss");
    QString scheme = webSocket ? QStringLiteral("ws") : QStringLiteral("http");
    if (isSecure)
        scheme += QLatin1Char('s');
    const qsizetype behind = target.indexOf(QLatin1String("://"));
    return behind < 0 ? target : scheme + target.mid(behind);
}

QString code(const char *form, const QString &url)
{
    return QString::fromUtf8(form).arg(url);
}

Recipe mobileRecipe(const QString &listen, const QString &port, const QList<QString> &ownAddresses)
{
    Recipe recipe;
    recipe.kind = Case::Mobile;
    recipe.title = tr("Phone or another machine");
    if (!isReachableFromOutside(listen)) {
        recipe.after = QStringLiteral("adb reverse tcp:%1 tcp:%1").arg(port);
        recipe.note = tr("This tap listens for this machine only. An Android device on a cable "
                         "reaches it with the line above and then uses http://127.0.0.1:%1. For "
                         "others, stop it and let other machines reach it. The Android emulator "
                         "knows this machine as 10.0.2.2.")
                          .arg(port);
        return recipe;
    }
    const Place place = split(listen);
    const QString host = !isAnyAddress(place.host) ? place.host
        : ownAddresses.isEmpty()                   ? tr("THIS-MACHINE")
                                                   : ownAddresses.front();
    recipe.after = code("io(\"%1\")", QStringLiteral("http://") + authority(host, port));
    recipe.note = tr("Device and computer must be in the same network, and a firewall must let "
                     "port %1 in. Everybody in that network can use the tap while it runs. Phones "
                     "often forbid plain http: allow it for this address in a debug build "
                     "(Android: usesCleartextTraffic, iOS: NSAllowsLocalNetworking).")
                      .arg(port);
    if (isAnyAddress(place.host) && ownAddresses.size() > 1) {
        recipe.note += QLatin1Char(' ')
            + tr("This machine's addresses: %1.").arg(ownAddresses.join(QStringLiteral(", ")));
    }
    return recipe;
}

} // namespace

bool isReachableFromOutside(const QString &listen)
{
    const QString host = split(listen).host;
    if (host.isEmpty() || host == QLatin1String("localhost"))
        return false;
    return isAnyAddress(host) || !QHostAddress(host).isLoopback();
}

QString localAuthority(const QString &listen)
{
    const Place place = split(listen);
    if (place.host.isEmpty() || place.host == QLatin1String("0.0.0.0"))
        return authority(QStringLiteral("127.0.0.1"), place.port);
    if (place.host == QLatin1String("::"))
        return authority(QStringLiteral("::1"), place.port);
    return authority(place.host, place.port);
}

QList<Recipe> recipes(const QString &listen, const QString &target,
                      const QList<QString> &ownAddresses)
{
    const QString here = localAuthority(listen);
    const QString http = QStringLiteral("http://") + here;
    const QString webSocket = QStringLiteral("ws://") + here;
    const QString targetHttp = withScheme(target, false);
    const QString targetWebSocket = withScheme(target, true);
    const QString plain = targetHttp.startsWith(QLatin1String("https"))
        ? tr("Plain http to the tap, also where the server has https: the tap speaks TLS to it.")
        : QString();

    QList<Recipe> list;
    list += {Case::SocketIo, tr("Socket.IO client"), code("io(\"%1\")", targetHttp),
             code("io(\"%1\")", http),
             plain.isEmpty()
                 ? tr("If the page comes from another address, the server must allow that in its "
                      "cors setting, as before.")
                 : plain};
    list += {Case::WebSocket, tr("WebSocket"), code("new WebSocket(\"%1/…\")", targetWebSocket),
             code("new WebSocket(\"%1/…\")", webSocket),
             plain.isEmpty() ? tr("Keep the path and query as they are.") : plain};
    list += {Case::Page, tr("Page opened through the tap"), targetHttp + QLatin1Char('/'),
             http + QLatin1Char('/'),
             tr("Open this address in the browser. A page that says io() without an address, or "
                "makes its WebSocket's address from location.host, then talks through the tap "
                "without any change.")};
    list += mobileRecipe(listen, split(listen).port, ownAddresses);
    list += {Case::Other, tr("Any other client"), targetHttp, http,
             tr("Python, Java, Swift, a command line: wherever the server's address stands, put "
                "the tap's. Paths, headers and tokens stay as they are.")};
    return list;
}

} // namespace TapGuide
