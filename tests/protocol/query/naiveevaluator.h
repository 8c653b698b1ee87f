// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "protocol/capture/names.h"
#include "protocol/capture/records.h"
#include "protocol/query/keys.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QRegularExpression>
#include <QTimeZone>

/// Everything of a capture, in memory.
struct World
{
    Capture::RecordBatch batch;

    template<typename Record>
    static const Record *find(const std::vector<Record> &records, qint64 id)
    {
        for (const Record &record : records) {
            if (qint64(record.id) == id)
                return &record;
        }
        return nullptr;
    }
    const Capture::SessionRecord *session(qint64 id) const { return find(batch.sessions, id); }
    const Capture::ConnectionRecord *connection(qint64 id) const
    {
        return find(batch.connections, id);
    }
    const Capture::ExchangeRecord *exchange(qint64 id) const { return find(batch.exchanges, id); }
    const Capture::SourceRecord *source(qint64 id) const { return find(batch.sources, id); }
};

/// What the filter language means, term by term and message by message, written down plainly: the
/// measure for what is compiled.
class NaiveEvaluator
{
public:
    explicit NaiveEvaluator(const World &world)
        : m_world(world)
    {
    }

    bool holds(const Query::Expression &expression, const Query::Node &node,
               const Capture::MessageRecord &message) const
    {
        using Type = Query::Node::Type;
        if (node.type == Type::Term)
            return holds(expression.terms.at(node.term), message);
        if (node.type == Type::Not)
            return !holds(expression, node.children.front(), message);
        for (const Query::Node &child : node.children) {
            if (holds(expression, child, message) != (node.type == Type::And))
                return node.type == Type::Or;
        }
        return node.type == Type::And;
    }

private:
    using Message = Capture::MessageRecord;
    using Key = Query::Key;
    using Operator = Query::Operator;
    using Term = Query::Term;

    bool holds(const Term &term, const Message &m) const
    {
        const auto *session = m_world.session(m.session);
        const auto *connection = m_world.connection(m.connection);
        const auto *exchange = m_world.exchange(m.exchange);
        switch (term.key) {
        case Key::Text:
            return containsText(m.content.bytes, term) || containsText(m.event, term)
                || containsText(m.nsp, term);
        case Key::Event:
            return fits(m.event, term);
        case Key::Namespace:
            return fits(m.nsp, term);
        case Key::Room:
            return sense(term, isInRoom(m, term));
        case Key::Direction:
            return isWord(Capture::directionName(m.direction), term);
        case Key::Kind:
            return fits(Capture::kindName(m.kind).toByteArray(), term);
        case Key::Session:
            return sense(term,
                         term.number ? m.session == *term.number
                                     : session && fitsPlain(session->sid, term));
        case Key::Connection:
            return compare(m.connection, term);
        case Key::Transport:
            return isWord(Capture::transportName(m.transport), term);
        case Key::Size:
            return compare(m.payloadBytes, term);
        case Key::Wire:
            return compare(m.wireBytes(), term);
        case Key::Ack:
            return compareIfThere(latency(m), term);
        case Key::Time:
            return isAt(m.time.time_since_epoch().count(), term);
        case Key::After:
            return m.id > *term.number;
        case Key::Before:
            return m.id < *term.number;
        case Key::OpCode:
        case Key::Fin:
        case Key::Rsv1:
            return sense(term, hasFrame(m.id, term));
        case Key::CloseCode:
            return m.kind == Capture::Kind::Close && m.content.bytes.size() >= 2
                && compare(uchar(m.content.bytes[0]) * 256 + uchar(m.content.bytes[1]), term);
        case Key::Status:
            return exchange && exchange->status != 0 && compare(exchange->status, term);
        case Key::Path: {
            const QByteArray target = exchange ? exchange->target : QByteArray();
            return sense(term,
                         (session && fitsPlain(session->path, term))
                             || (exchange && fitsPlain(target.split('?').first(), term)));
        }
        case Key::Source: {
            const auto *source = connection ? m_world.source(connection->source) : nullptr;
            return sense(term,
                         source
                             && (term.number ? qint64(source->id) == *term.number
                                             : fitsPlain(source->name, term)
                                         || fitsPlain(source->listen, term)
                                         || fitsPlain(source->target, term)));
        }
        case Key::Problem: {
            bool isAny = false;
            m.problems.forEach([&](Problem problem) {
                isAny |= fitsPlain(problemCode(problem).toByteArray(), term);
            });
            return sense(term, isAny);
        }
        case Key::Data:
            return hasData(term, m);
        case Key::Dialect:
            return fits(Dialects::dialectName(m.dialect).toByteArray(), term);
        case Key::Verb:
            return fits(m.verb, term);
        case Key::Note:
            return fits(annotation(m) != nullptr ? annotation(m)->note : QByteArray(), term);
        case Key::Changed:
            return sense(term, isChangedBy(term, m));
        case Key::Is:
            return sense(term, is(term.property, m));
        }
        return false;
    }

    /// Who changed it, in the order of what they did: of a kind the last one.
    QByteArrayList changers(const Capture::MessageRecord &m) const
    {
        std::map<Capture::Alteration::What, QByteArray> byWhat;
        for (const Capture::AlterationRecord &record : m_world.batch.alterations) {
            if (record.message == m.id)
                byWhat[record.alteration.what] = record.alteration.by;
        }
        QByteArrayList names;
        for (const auto &[what, name] : byWhat) {
            if (!names.contains(name))
                names.append(name);
        }
        return names;
    }

    QByteArray changed(const Capture::MessageRecord &m) const
    {
        const QByteArrayList names = changers(m);
        return names.isEmpty() ? m.changed : names.join(", ");
    }

    bool isChangedBy(const Term &term, const Capture::MessageRecord &m) const
    {
        QByteArrayList all = changers(m);
        all.append(changed(m));
        return std::any_of(all.begin(), all.end(),
                           [&term](const QByteArray &name) { return fitsPlain(name, term); });
    }

    static bool sense(const Term &term, bool holds)
    {
        return (term.op == Operator::NotEqual) != holds;
    }

    static bool containsText(const QByteArray &bytes, const Term &term)
    {
        return bytes.toLower().contains(term.text().toLower());
    }

    /// As a regular expression, whichever way it was written.
    static bool fitsPlain(const QByteArray &text, const Term &term)
    {
        if (term.op == Operator::Regex) {
            return !text.isEmpty()
                && QRegularExpression(QString::fromUtf8(term.text()))
                       .match(QString::fromUtf8(text))
                       .hasMatch();
        }
        QStringList parts;
        for (const QByteArray &part : term.parts)
            parts.append(QRegularExpression::escape(QString::fromUtf8(part)));
        const QRegularExpression regex(QStringLiteral("\\A") + parts.join(QStringLiteral(".*"))
                                           + QStringLiteral("\\z"),
                                       QRegularExpression::DotMatchesEverythingOption);
        // Where there is nothing, a star has nothing to stand for.
        return (!text.isEmpty() || term.parts.size() == 1)
            && regex.match(QString::fromUtf8(text)).hasMatch();
    }

    static bool fits(const QByteArray &text, const Term &term)
    {
        return sense(term, fitsPlain(text, term));
    }

    static bool isWord(QByteArrayView word, const Term &term)
    {
        return sense(term, word == term.text());
    }

    template<typename Number>
    static bool compareNumbers(Number value, Number wanted, Operator op)
    {
        switch (op) {
        case Operator::NotEqual:
            return value != wanted;
        case Operator::Less:
            return value < wanted;
        case Operator::LessOrEqual:
            return value <= wanted;
        case Operator::Greater:
            return value > wanted;
        case Operator::GreaterOrEqual:
            return value >= wanted;
        default:
            return value == wanted;
        }
    }

    static bool compare(qint64 value, const Term &term)
    {
        return compareNumbers(value, *term.number, term.op);
    }

    static bool compareIfThere(std::optional<qint64> value, const Term &term)
    {
        return value && compare(*value, term);
    }

    const Capture::AnswerRecord *answer(const Message &m) const
    {
        for (const Capture::AnswerRecord &some : m_world.batch.answers) {
            if (some.asked == m.id)
                return &some;
        }
        return nullptr;
    }

    std::optional<qint64> latency(const Message &m) const
    {
        if (const auto *found = answer(m))
            return found->latencyUs;
        return m.ackLatencyUs >= 0 ? std::optional(m.ackLatencyUs) : std::nullopt;
    }

    static bool isAt(qint64 us, const Term &term)
    {
        constexpr qint64 Day = qint64(86'400) * 1'000'000;
        const QDateTime utc = QDateTime::fromMSecsSinceEpoch(us / 1000, Qt::UTC);
        const qint64 local
            = us + qint64(QTimeZone::systemTimeZone().offsetFromUtc(utc)) * 1'000'000;
        const qint64 value = term.moment.day ? local - *term.moment.day * Day : local % Day;
        const bool isIn
            = value >= term.moment.time && value < term.moment.time + term.moment.precision;
        if (term.op == Operator::Equal || term.op == Operator::NotEqual)
            return sense(term, isIn);
        return compareNumbers(value, term.moment.time, term.op);
    }

    bool isInRoom(const Message &m, const Term &term) const
    {
        for (const Capture::MembershipRecord &membership : m_world.batch.memberships) {
            const bool isThen
                = membership.began <= m.time && (!membership.ended || m.time < *membership.ended);
            const auto *session = m_world.session(m.session);
            bool isIts = session && membership.session == m.session;
            for (const Capture::NamespaceState &nsp :
                 session ? session->namespaces : QList<Capture::NamespaceState>())
                isIts |= nsp.name == membership.nsp && nsp.socketId == membership.member;
            if (isThen && isIts && fitsPlain(membership.room, term))
                return true;
        }
        return false;
    }

    bool hasFrame(Capture::Id message, const Term &term) const
    {
        for (const Capture::FrameRecord &frame : m_world.batch.frames) {
            if (frame.message != message)
                continue;
            const int opCode = frame.firstByte & 15;
            const int bit = term.key == Key::Fin ? frame.firstByte >> 7 : frame.firstByte >> 6 & 1;
            static const QHash<QByteArray, int> Names {{"continuation", 0}, {"text", 1},
                                                       {"binary", 2},       {"close", 8},
                                                       {"ping", 9},         {"pong", 10}};
            const bool isIt = term.key == Key::OpCode
                ? opCode == Names.value(term.text(), term.text().toInt())
                : bit == term.text().toInt();
            if (isIt)
                return true;
        }
        return false;
    }

    const Capture::Annotation *annotation(const Message &m) const
    {
        for (const Capture::Annotation &annotation : m_world.batch.annotations) {
            if (annotation.message == m.id)
                return &annotation;
        }
        return nullptr;
    }

    bool is(Query::Property property, const Message &m) const
    {
        const auto *session = m_world.session(m.session);
        const bool waits = m.asksAnswer() && answer(m) == nullptr && session;
        switch (property) {
        case Query::Property::Heartbeat:
            return m.effectiveAside() == Capture::Aside::Heartbeat;
        case Query::Property::Pending:
            return waits && session->state != Capture::SessionRecord::State::Closed;
        case Query::Property::Unanswered:
            return waits && session->state == Capture::SessionRecord::State::Closed;
        case Query::Property::Problem:
            return !m.problems.isEmpty();
        case Query::Property::Changed:
            return !changed(m).isEmpty() && changed(m) != "host";
        case Query::Property::Bookmarked:
            return annotation(m) != nullptr && annotation(m)->isBookmarked;
        case Query::Property::Admin:
            return m.effectiveAside() == Capture::Aside::Admin;
        }
        return false;
    }

    static bool hasData(const Term &term, const Message &m)
    {
        if (m.socketIo < 0 && m.kind != Capture::Kind::Text)
            return false;
        const QByteArray json = m.content.bytes.mid(m.socketIo < 0 ? 0 : m.dataOffset);
        const QJsonDocument document = QJsonDocument::fromJson(json);
        if (document.isNull())
            return false;
        if (!document.isArray() || term.isPointer) {
            return isAt(document.isArray() ? QJsonValue(document.array())
                                           : QJsonValue(document.object()),
                        term, 0);
        }
        qsizetype number = 0;
        for (const auto &element : document.array()) {
            const bool isPlace = term.path.first() == QByteArray::number(number++);
            if (isAt(element, term, isPlace ? 1 : 0))
                return true;
        }
        return false;
    }

    static bool isAt(const QJsonValue &value, const Term &term, qsizetype step)
    {
        if (step == term.path.size())
            return compareValue(value, term);
        const QByteArray &name = term.path.at(step);
        if (value.isArray()) {
            bool isIndex = false;
            const qsizetype index = name.toLongLong(&isIndex);
            return isIndex && index < value.toArray().size()
                && isAt(value.toArray().at(index), term, step + 1);
        }
        const QJsonObject object = value.toObject();
        const auto found = object.constFind(QString::fromUtf8(name));
        return found != object.constEnd() && isAt(*found, term, step + 1);
    }

    static bool compareValue(const QJsonValue &value, const Term &term)
    {
        if (term.op == Operator::Equal && term.parts.size() > 1 && term.text() == "*")
            return true;
        if (value.isArray() || value.isObject())
            return term.op == Operator::NotEqual;
        const QByteArray text = value.isString() ? value.toString().toUtf8()
            : value.isBool()                     ? QByteArray(value.toBool() ? "true" : "false")
            : value.isNull()                     ? QByteArray("null")
                                                 : QByteArray::number(value.toInteger());
        bool isNumber = false;
        const double wanted = term.text().toDouble(&isNumber);
        if (term.op >= Operator::Less)
            return value.isDouble() && isNumber
                && compareNumbers(value.toDouble(), wanted, term.op);
        if (term.op == Operator::Regex) {
            return QRegularExpression(QString::fromUtf8(term.text()))
                .match(QString::fromUtf8(text))
                .hasMatch();
        }
        const bool isSame = value.isDouble() && isNumber && value.toDouble() == wanted;
        Term plain = term;
        plain.op = Operator::Equal;
        const bool isEmpty = text.isEmpty() && term.parts.join().isEmpty();
        return sense(term, isSame || isEmpty || fitsPlain(text, plain));
    }

    const World &m_world;
};
