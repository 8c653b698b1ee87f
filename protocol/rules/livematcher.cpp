// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "protocol/rules/livematcher.h"

#include "protocol/query/comparing.h"
#include "protocol/query/datamatcher.h"
#include "protocol/query/evaluate.h"
#include "protocol/query/keys.h"
#include "protocol/query/plaintext.h"

#include <QRegularExpression>

#include <algorithm>
#include <utility>

namespace Rules {

using Capture::Kind;
using Query::Key;
using Query::Operator;
using Query::Property;
using Query::Term;

namespace {

enum OpCode { TextCode = 1, BinaryCode = 2, CloseCode = 8, PingCode = 9, PongCode = 10 };

/// Whether the opcode can be told of a whole message: not whether it came in pieces.
bool isTold(qint64 opCode)
{
    return opCode == TextCode || opCode == BinaryCode || (opCode >= CloseCode && opCode < 16);
}

bool isTold(const Term &term)
{
    switch (term.key) {
    case Key::Text:
    case Key::Event:
    case Key::Namespace:
    case Key::Direction:
    case Key::Kind:
    case Key::Transport:
    case Key::Size:
    case Key::Wire:
    case Key::CloseCode:
    case Key::Path:
    case Key::Data:
        return true;
    case Key::OpCode:
        return isTold(Query::opCodeOf(term));
    case Key::Is:
        return term.property == Property::Heartbeat || term.property == Property::Pending;
    default: // only recorded messages have these
        return false;
    }
}

/// What the user wrote, about: "room", "is:changed".
QByteArray wordFor(const Term &term)
{
    for (const Query::KeyInfo &info : Query::keys()) {
        if (info.key == term.key) {
            return term.key == Key::Is || term.key == Key::OpCode
                ? QByteArray(info.name) + ':' + term.text()
                : QByteArray(info.name);
        }
    }
    return {};
}

bool hasOpCode(const LiveMessage &message, qint64 opCode)
{
    if (message.transport != Capture::Transport::WebSocket)
        return false;
    switch (message.kind) {
    case Kind::Close:
        return opCode == CloseCode;
    case Kind::Ping:
        return opCode == PingCode;
    case Kind::Pong:
        return opCode == PongCode;
    default:
        break;
    }
    return opCode == (message.isBinary ? BinaryCode : TextCode)
        || (opCode == BinaryCode && message.hasBinaryPieces);
}

} // namespace

/// One term, made ready.
class LiveMatcher::Look
{
public:
    explicit Look(const Term &term)
        : m_term(term)
    {
        if (term.key == Key::Text)
            m_finder.emplace(Query::textFinder(term));
        else if (term.key == Key::Data)
            m_matcher = std::make_unique<Query::DataMatcher>(term);
        else if (term.op == Operator::Regex)
            m_regex = QRegularExpression(QString::fromUtf8(term.text()));
        else if (term.key == Key::Direction || term.key == Key::Kind || term.key == Key::Transport)
            m_numbers = Query::wordNumbers(term);
    }

    bool holds(const LiveMessage &message)
    {
        switch (m_term.key) {
        case Key::Text:
            return m_finder->isIn(message.content) || m_finder->isIn(message.event)
                || m_finder->isIn(message.nsp);
        case Key::Event:
            return fits(message.event);
        case Key::Namespace:
            return fits(message.nsp);
        case Key::Path:
            return fits(message.path);
        case Key::Direction:
            return isAmong(qint64(message.direction));
        case Key::Kind:
            return isAmong(qint64(message.kind));
        case Key::Transport: // its words begin behind None
            return isAmong(qint64(message.transport) - 1);
        case Key::Size:
            return Query::compares(message.payloadBytes, m_term.op, *m_term.number);
        case Key::Wire:
            return Query::compares(message.wireBytes, m_term.op, *m_term.number);
        case Key::OpCode:
            return inSense(hasOpCode(message, Query::opCodeOf(m_term)));
        case Key::CloseCode:
            return message.kind == Kind::Close && message.closeCode
                && Query::compares(*message.closeCode, m_term.op, *m_term.number);
        case Key::Data:
            return (message.socketIo >= 0 || message.kind == Kind::Text)
                && message.body.size() <= Query::DataMatcher::MaxData
                && m_matcher->isIn(message.body);
        case Key::Is:
            return inSense(m_term.property == Property::Heartbeat ? isHeartbeat(message.kind)
                                                                  : asks(message));
        default:
            return false;
        }
    }

private:
    static bool asks(const LiveMessage &message)
    {
        return message.ackId >= 0 && canAsk(message.kind);
    }

    bool inSense(bool holds) const { return (m_term.op == Operator::NotEqual) != holds; }

    bool isAmong(qint64 number) const
    {
        return inSense(std::find(m_numbers.begin(), m_numbers.end(), number) != m_numbers.end());
    }

    /// An empty text counts as none, for which no `*` stands and which no expression describes. Of
    /// one that is no UTF-8 only an expression can say something.
    bool fits(const QByteArray &text) const
    {
        if (m_term.op == Operator::Regex)
            return !text.isEmpty() && m_regex.match(QString::fromUtf8(text)).hasMatch();
        const bool isPattern = m_term.parts.size() > 1;
        return inSense(text.isEmpty() ? !isPattern && m_term.text().isEmpty()
                                      : text.isValidUtf8() && Query::fits(text, m_term.parts));
    }

    Term m_term;
    std::optional<Capture::TextFinder> m_finder;
    std::unique_ptr<Query::DataMatcher> m_matcher;
    QRegularExpression m_regex;
    std::vector<qint64> m_numbers;
};

std::optional<Query::Error> notTold(const Query::Expression &expression)
{
    for (const Term &term : expression.terms) {
        if (!isTold(term)) {
            return Query::Error {wordFor(term)
                                     + " cannot be told of a message that is still on its way",
                                 term.offset, term.size};
        }
    }
    return std::nullopt;
}

LiveMatcher::LiveMatcher(Query::Expression expression)
    : m_expression(std::move(expression))
{
    for (const Term &term : m_expression.terms)
        m_looks.push_back(std::make_unique<Look>(term));
}

LiveMatcher::~LiveMatcher() = default;

bool LiveMatcher::matches(const LiveMessage &message)
{
    return evaluate(m_expression.root,
                    [&](std::size_t term) { return m_looks[term]->holds(message); });
}

} // namespace Rules
