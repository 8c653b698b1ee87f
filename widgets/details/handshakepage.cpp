// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "widgets/details/handshakepage.h"

#include "widgets/common/capturefeed.h"
#include "widgets/common/format.h"
#include "widgets/common/words.h"
#include "widgets/details/facts.h"
#include "widgets/details/panelheading.h"
#include "widgets/details/textview.h"
#include "widgets/details/utf8.h"
#include "widgets/problems/problemwords.h"

#include <QScrollArea>
#include <QVBoxLayout>

namespace {

QString headText(QByteArray head, const KeyMask &mask)
{
    head.replace("\r\n", "\n");
    while (head.endsWith('\n'))
        head.chop(1);
    return mask.apply(Utf8::toText(head));
}

QString endWords(Capture::ConnectionRecord::End end)
{
    switch (end) {
    case Capture::ConnectionRecord::End::Fin:
        return HandshakePage::tr("ended (FIN)");
    case Capture::ConnectionRecord::End::Reset:
        return HandshakePage::tr("reset (RST)");
    case Capture::ConnectionRecord::End::None:
        break;
    }
    return HandshakePage::tr("open");
}

QString problemLines(const Problems &problems)
{
    QStringList lines;
    problems.forEach([&lines](Problem problem) { lines += problemWords(problem).title; });
    return lines.join(QLatin1Char('\n'));
}

Facts::List connectionFacts(const Capture::ConnectionRecord &connection)
{
    Facts::List facts {
        {HandshakePage::tr("Number"), QStringLiteral("#%1").arg(connection.id)},
        {HandshakePage::tr("Client"), QString::fromUtf8(connection.client)},
        {HandshakePage::tr("Target"), QString::fromUtf8(connection.target)},
        {HandshakePage::tr("Answered by"), QString::fromUtf8(connection.peer)},
        {HandshakePage::tr("TLS to the target"),
         connection.tls.isEmpty() ? HandshakePage::tr("none") : QString::fromUtf8(connection.tls)},
        {HandshakePage::tr("Opened"), formatFullTime(connection.opened)},
    };
    if (connection.closed) {
        facts += {HandshakePage::tr("Closed"), formatFullTime(*connection.closed)};
        facts += {HandshakePage::tr("Lasted"),
                  formatDuration(*connection.closed - connection.opened)};
    }
    using Capture::Direction;
    const auto end = [&connection](Direction direction) {
        return endWords(connection.ends[static_cast<std::size_t>(direction)]);
    };
    facts += {HandshakePage::tr("Client side"), end(Direction::Sent)};
    facts += {HandshakePage::tr("Server side"), end(Direction::Received)};
    facts += {HandshakePage::tr("Sent"), formatExactBytes(connection.bytes.sent)};
    facts += {HandshakePage::tr("Received"), formatExactBytes(connection.bytes.received)};
    facts += {HandshakePage::tr("Changed by the tap"),
              QString::fromUtf8(connection.changes.trimmed())};
    facts += {HandshakePage::tr("Problems"), problemLines(connection.problems)};
    facts += {HandshakePage::tr("Error"), QString::fromUtf8(connection.error)};
    return facts;
}

Facts::List sessionFacts(const Capture::SessionRecord &session)
{
    Facts::List facts {
        {HandshakePage::tr("Session"),
         QStringLiteral("#%1 %2 %3")
             .arg(QString::number(session.id), sessionTitle(session), sessionProtocol(session))},
        {HandshakePage::tr("Travelled"), sessionTransports(session)},
        {HandshakePage::tr("Path"), QString::fromUtf8(session.path)},
        {HandshakePage::tr("Subprotocol"), QString::fromUtf8(session.subprotocol)},
    };
    if (session.pingIntervalMs > 0) {
        facts += {HandshakePage::tr("Heartbeat"),
                  HandshakePage::tr("every %1, timeout %2")
                      .arg(formatDuration(std::chrono::milliseconds(session.pingIntervalMs)),
                           formatDuration(std::chrono::milliseconds(session.pingTimeoutMs)))};
    }
    if (session.follows != 0)
        facts += {HandshakePage::tr("Follows"),
                  HandshakePage::tr("session #%1").arg(session.follows)};
    facts += {HandshakePage::tr("Closed because"), QString::fromUtf8(session.closeReason)};
    return facts;
}

} // namespace

HandshakePage::HandshakePage(CaptureFeed &feed, const Theme &theme, QWidget *parent)
    : DetailsPage(parent)
    , m_feed(feed)
    , m_requestHeading(new PanelHeading(tr("Request"), theme))
    , m_request(new TextView(theme))
    , m_responseHeading(new PanelHeading(tr("Response"), theme))
    , m_response(new TextView(theme))
    , m_factsHeading(new PanelHeading(tr("TCP connection"), theme))
    , m_facts(new Facts)
{
    m_request->setAccessibleName(tr("Head of the request"));
    m_response->setAccessibleName(tr("Head of the response"));
    auto *const layout = new QVBoxLayout(this);
    layout->setContentsMargins({});
    layout->setSpacing(0);
    for (PanelHeading *const heading : {m_requestHeading, m_responseHeading, m_factsHeading})
        heading->setContentsMargins(12, 12, 12, 4);
    auto *const area = new QScrollArea;
    area->setFrameShape(QFrame::NoFrame);
    area->setWidgetResizable(true);
    area->setWidget(m_facts);
    area->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    layout->addWidget(m_requestHeading);
    layout->addWidget(m_request, 4);
    layout->addWidget(makeLine());
    layout->addWidget(m_responseHeading);
    layout->addWidget(m_response, 3);
    layout->addWidget(makeLine());
    layout->addWidget(m_factsHeading);
    layout->addWidget(area, 5);
}

void HandshakePage::showSubject(const Subject &subject)
{
    showHeads(subject);
    Facts::List facts;
    if (subject.connection)
        facts += connectionFacts(*subject.connection);
    if (subject.session)
        facts += sessionFacts(*subject.session);
    m_facts->setFacts(facts);
    m_factsHeading->setVisible(!facts.isEmpty());
}

void HandshakePage::showHeads(const Subject &subject)
{
    using Body = Capture::StoreReader::Body;
    Capture::StoreReader *const reader = m_feed.reader();
    const auto exchange
        = reader && subject.handshake != 0 ? reader->exchange(subject.handshake) : std::nullopt;
    m_requestHeading->setHeading(exchange ? tr("Request · exchange #%1").arg(exchange->id)
                                          : tr("Request"));
    if (!exchange) {
        m_request->setContent(subject.isEmpty() ? QString() : tr("No request was seen."));
        m_response->setContent({});
        m_responseHeading->setHeading(tr("Response"));
        return;
    }
    const auto whole = [&](Body body, const Capture::Content &content) {
        return content.isWhole() ? content.bytes
                                 : reader->exchangeBytes(exchange->id, body, 0, content.size);
    };
    m_request->setContent(headText(whole(Body::RequestHead, exchange->requestHead), subject.mask));
    const QByteArray interim = exchange->interimHeads;
    const QByteArray final = whole(Body::ResponseHead, exchange->responseHead);
    m_responseHeading->setHeading(exchange->isOurs ? tr("Response · by the tap itself")
                                                   : tr("Response"));
    m_response->setContent(exchange->status == 0 && final.isEmpty()
                               ? tr("No response yet.")
                               : headText(interim + final, subject.mask));
}
