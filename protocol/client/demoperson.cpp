// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "protocol/client/demoperson.h"

namespace Client {

namespace {

constexpr char TradeNamespace[] = "/trade";

LightSocketIo::Options optionsFor(const DemoPerson::Habits &habits)
{
    LightSocketIo::Options options;
    options.transports = habits.transports;
    if (habits.isBehindProxy)
        options.fields = {{QByteArrayLiteral("Via"), QByteArrayLiteral("1.1 office-proxy")}};
    // Some polling is to be seen before.
    options.upgradeDelay = std::chrono::milliseconds(250);
    return options;
}

/// A bitmap of 8 by 8 pixels (BMP, 24 bits), of a colour that depends on \a turn.
QByteArray picture(qsizetype turn)
{
    constexpr int PixelBytes = 8 * 8 * 3;
    QByteArray bytes
        = QByteArray::fromHex("424df600000000000000360000002800000008000000080000000100"
                              "180000000000c0000000130b0000130b00000000000000000000");
    for (int i = 0; i < PixelBytes; ++i)
        bytes.append(static_cast<char>((turn * 40 + i) & 0xff));
    return bytes;
}

} // namespace

DemoPerson::DemoPerson(Net::Poller &poller, Habits habits, QByteArray url)
    : m_habits(std::move(habits))
    , m_url(std::move(url))
    , m_client(poller, optionsFor(m_habits))
{
    m_client.onOpened = [this] {
        m_client.connectTo(m_habits.nsp,
                           R"({"name":)" + SocketIo::jsonString(m_habits.name)
                               + R"(,"token":"secret"})");
    };
    m_client.onConnected = [this](const QByteArray &nsp) { arrived(nsp); };
    m_client.onEvent = [this](const Event &event) {
        m_client.acknowledge(event, {R"("yes",)" + SocketIo::jsonString(m_habits.name), {}});
    };
    m_client.onClosed = [this](const QByteArray & /*reason*/) { comeBackLater(); };
    m_talk.setInterval(m_habits.talksEvery);
    m_talk.callOnTimeout([this] { talk(); });
    m_cut.setSingleShot(true);
    m_cut.callOnTimeout([this] {
        m_wasCut = true;
        m_client.cut();
        comeBackLater();
    });
    m_comeBack.setSingleShot(true);
    m_comeBack.setInterval(m_habits.staysAwayFor);
    m_comeBack.callOnTimeout([this] { open(); });
    open();
}

void DemoPerson::open()
{
    m_client.open(m_url);
}

void DemoPerson::comeBackLater()
{
    m_talk.stop();
    m_cut.stop();
    m_comeBack.start();
}

void DemoPerson::arrived(const QByteArray &nsp)
{
    if (nsp != m_habits.nsp)
        return;
    if (!m_client.isRecovered(nsp)) {
        for (const QByteArray &room : std::as_const(m_habits.rooms))
            say("join", {SocketIo::jsonString(room), {}}, true);
        if (m_habits.readsHistory)
            say("history", {}, true);
    }
    m_talk.start();
    if (m_habits.cutAfter.count() > 0)
        m_cut.start(m_wasCut ? m_habits.cutEvery : m_habits.cutAfter);
}

void DemoPerson::talk()
{
    const qsizetype turn = m_turn++;
    const QByteArray name = SocketIo::jsonString(m_habits.name);
    if (visit(turn))
        return;
    if (m_habits.types)
        say("typing", {name, {}}, false);
    if (m_habits.uploads && turn % 3 == 1) {
        say("upload",
            {R"({"name":"picture-)" + QByteArray::number(turn) + R"(.bmp","from":)" + name
                 + R"(,"content":)" + SocketIo::placeholder(0) + '}',
             {picture(turn)}},
            true);
        return;
    }
    if (m_habits.searches && turn % 3 == 1)
        say("search", {R"({"text":"lunch","limit":10})", {}}, true);
    if (m_habits.reports && turn == 1)
        say("report", {R"({"kind":"abuse","urgent":false})", {}}, true);
    if (m_habits.trades && turn % 4 == 0)
        m_client.connectTo(TradeNamespace, R"({"name":)" + name + '}');
    say("chat message",
        {R"({"from":)" + name + R"(,"text":)" + m_habits.lines[turn % m_habits.lines.size()] + '}',
         {}},
        true);
}

/// Every six turns they go to a room, say something there, and come back. True if that is all for
/// this turn.
bool DemoPerson::visit(qsizetype turn)
{
    constexpr qsizetype Cycle = 6;
    if (m_habits.visits.isEmpty())
        return false;
    const auto &[room, line] = m_habits.visits[(turn / Cycle) % m_habits.visits.size()];
    const QByteArray name = SocketIo::jsonString(room);
    switch (turn % Cycle) {
    case 1:
        say("join", {name, {}}, true);
        return false;
    case 3:
        say("chat message",
            {R"({"from":)" + SocketIo::jsonString(m_habits.name) + R"(,"room":)" + name
                 + R"(,"text":)" + line + '}',
             {}},
            true);
        return true;
    case Cycle - 1:
        say("leave", {name, {}}, true);
        return false;
    default:
        return false;
    }
}

void DemoPerson::say(QByteArrayView event, const SocketIo::Arguments &arguments, bool wantsAck)
{
    LightSocketIo::AckHandler acknowledged;
    if (wantsAck)
        acknowledged = [](const SocketIo::Arguments & /*answer*/) {};
    m_client.send(m_habits.nsp, event, arguments, std::move(acknowledged));
}

} // namespace Client
