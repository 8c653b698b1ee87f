// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/commands/adminrun.h"

#include "app/commands/commandline.h"

#include <QFile>

#include <algorithm>
#include <utility>

namespace Commands {

namespace {

constexpr qint64 LongestPassword = 4096;

} // namespace

void addAdminOptions(QCommandLineParser &parser)
{
    parser.addOptions({
        {QStringLiteral("admin"),
         QStringLiteral("Attach to the admin namespace (@socket.io/admin-ui) of the Socket.IO "
                        "server at URL, to know who is in which room. A path says where Engine.IO "
                        "answers. May be repeated."),
         QStringLiteral("URL")},
        {QStringLiteral("admin-namespace"),
         QStringLiteral("How that namespace is called (default: /admin)."), QStringLiteral("NSP")},
        {QStringLiteral("admin-user"), QStringLiteral("Log in there as USER."),
         QStringLiteral("USER")},
        {QStringLiteral("admin-password-file"),
         QStringLiteral("The password is the first line of FILE."), QStringLiteral("FILE")},
        {QStringLiteral("admin-msgpack"),
         QStringLiteral("The server uses socket.io-msgpack-parser.")},
    });
}

std::optional<int> readAdmins(const QCommandLineParser &parser, const Reach &reach,
                              QList<AdminOptions> *admins)
{
    AdminOptions options;
    options.tls = reach.tls;
    options.proxy = reach.proxy;
    if (parser.isSet(QStringLiteral("admin-namespace")))
        options.nsp = parser.value(QStringLiteral("admin-namespace")).toUtf8();
    if (!options.nsp.startsWith('/'))
        options.nsp.prepend('/');
    options.user = parser.value(QStringLiteral("admin-user")).toUtf8();
    options.usesMsgpack = parser.isSet(QStringLiteral("admin-msgpack"));
    const QStringList urls = parser.values(QStringLiteral("admin"));
    const bool hasPassword = parser.isSet(QStringLiteral("admin-password-file"));
    if (urls.isEmpty() && (hasPassword || !options.user.isEmpty())) {
        complain(QStringLiteral("--admin-user and --admin-password-file go with --admin"));
        return WrongUse;
    }
    if (hasPassword) {
        QFile file(parser.value(QStringLiteral("admin-password-file")));
        if (!file.open(QIODevice::ReadOnly)) {
            complain(QStringLiteral("--admin-password-file %1: %2")
                         .arg(file.fileName(), file.errorString()));
            return Failed;
        }
        options.password = file.readLine(LongestPassword);
        while (options.password.endsWith('\n') || options.password.endsWith('\r'))
            options.password.chop(1);
    }
    for (const QString &url : urls) {
        options.url = url.toUtf8();
        const QString wrong = options.wrong();
        if (!wrong.isEmpty()) {
            complain(QStringLiteral("--admin %1: %2").arg(url, wrong));
            return WrongUse;
        }
        admins->append(options);
    }
    return std::nullopt;
}

AdminRun::AdminRun(LiveCapture &capture, QList<AdminOptions> admins, bool isAlone)
    : m_capture(capture)
    , m_admins(std::move(admins))
    , m_isAlone(isAlone)
{
}

void AdminRun::start()
{
    for (const AdminOptions &options : m_admins) {
        m_links.push_back(std::make_unique<AdminLink>(m_capture, options));
        const AdminLink *const link = m_links.back().get();
        connect(link, &AdminLink::changed, this, [this, link] { onChanged(*link); });
    }
}

void AdminRun::onChanged(const AdminLink &link)
{
    switch (link.state()) {
    case AdminLink::State::Attached:
        say("admin " + LiveCapture::sourceName(link.options().toClient()) + ' ' + link.options().nsp
            + " attached: " + link.words().toUtf8());
        break;
    case AdminLink::State::Waiting:
    case AdminLink::State::Failed:
        m_hasComplained = true;
        complain(link.words());
        break;
    case AdminLink::State::Connecting:
    case AdminLink::State::Detached:
        break;
    }
    const bool noneIsLeft = std::all_of(m_links.begin(), m_links.end(), [](const auto &one) {
        return one->state() == AdminLink::State::Failed;
    });
    if (m_isAlone && noneIsLeft)
        emit finished();
}

int AdminRun::conclude()
{
    const bool all = std::all_of(m_links.begin(), m_links.end(),
                                 [](const auto &link) { return link->wasAttached(); });
    if (!all && !m_hasComplained)
        complain(QStringLiteral("The admin namespace never answered."));
    return all ? Done : Failed;
}

bool AdminRun::wasAttached() const
{
    return std::any_of(m_links.begin(), m_links.end(),
                       [](const auto &link) { return link->wasAttached(); });
}

} // namespace Commands
