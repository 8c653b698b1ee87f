// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "protocol/rules/rulefile.h"

#include "protocol/msgpack/jsondocument.h"
#include "protocol/msgpack/jsontext.h"
#include "protocol/rules/rulecheck.h"
#include "protocol/rules/rulereader.h"
#include "protocol/socketio/jsonreader.h"

#include <QJsonDocument>
#include <QLocale>

#include <limits>
#include <utility>

namespace Rules {

using MsgPack::JsonDocument;
using std::chrono::microseconds;
namespace ondemand = simdjson::ondemand;

namespace {

constexpr char VersionKey[] = "sockscope-rules";
constexpr char RulesKey[] = "rules";
constexpr int Version = 1;

/// Writes the members of one rule that say something.
class RuleWriter
{
public:
    QByteArray write(const Rule &rule)
    {
        const Rule plain;
        addText(Field::Name, rule.name);
        if (!rule.isOn)
            add(Field::On, "false");
        if (rule.subject != plain.subject)
            addText(Field::Subject, subjectNames().at(qsizetype(rule.subject)));
        if (!rule.filter.isEmpty())
            addText(Field::Match, rule.filter);
        if (rule.direction)
            addText(Field::Direction, directionNames().at(qsizetype(*rule.direction)));
        if (rule.asked != plain.asked)
            addText(Field::Asked, askedNames().at(qsizetype(rule.asked)));
        if (!rule.path.isEmpty())
            addText(Field::Path, rule.path);
        addText(Field::Do, actionNames().at(qsizetype(rule.action.index())));
        std::visit([this](const auto &action) { addOf(action); }, rule.action);
        if (rule.percent != plain.percent)
            add(Field::Percent,
                QByteArray::number(rule.percent, 'g', QLocale::FloatingPointShortest));
        addNumber(Field::Times, rule.times, plain.times);
        addTime(Field::After, rule.after);
        addTime(Field::For, rule.length);
        return "        {\n" + m_lines.join(",\n") + "\n        }";
    }

private:
    void add(Field field, const QByteArray &json)
    {
        m_lines.append("            \"" + fieldName(field) + "\": " + json);
    }

    void addText(Field field, const QByteArray &text) { add(field, JsonText::quoted(text)); }

    void addNumber(Field field, qint64 number, qint64 unsaid)
    {
        if (number != unsaid)
            add(field, QByteArray::number(number));
    }

    void addFlag(Field field, bool flag)
    {
        if (flag)
            add(field, "true");
    }

    void addTime(Field field, microseconds time)
    {
        if (time.count() != 0)
            addText(field, durationText(time));
    }

    void addOf(const Delay &delay)
    {
        if (delay.spread != Delay::Spread::Fixed)
            addText(Field::Spread, spreadNames().at(qsizetype(delay.spread)));
        addText(Field::Time, durationText(delay.time));
        addTime(Field::Most, delay.most);
    }

    void addOf(const Duplicate &duplicate) { addNumber(Field::Copies, duplicate.copies, 1); }
    void addOf(const Reorder &reorder) { addNumber(Field::By, reorder.by, 1); }

    void addOf(const Replace &replace)
    {
        addText(static_cast<Field>(int(Field::Text) + int(replace.kind)), replace.find);
        addText(Field::With, replace.with);
    }

    void addOf(const Close &close)
    {
        addNumber(Field::Code, close.code, 0);
        if (!close.reason.isEmpty())
            addText(Field::Reason, close.reason);
    }

    void addOf(const Cut &cut)
    {
        addFlag(Field::Resets, cut.resets);
        addFlag(Field::InMessage, cut.inMessage);
    }

    void addOf(const Stall &stall) { addTime(Field::Time, stall.time); }

    void addOf(const Throttle &throttle)
    {
        addNumber(Field::BytesPerSecond, throttle.bytesPerSecond, 0);
    }

    void addOf(const Answer &answer)
    {
        addNumber(Field::Status, answer.status, 0);
        if (answer.contentType != Answer().contentType)
            addText(Field::ContentType, answer.contentType);
        if (!answer.body.isEmpty())
            addText(Field::Body, answer.body);
    }

    template<typename Plain>
    void addOf(const Plain & /*action*/)
    {
    }

    QByteArrayList m_lines;
};

/// Reads JSON that is known to be valid.
class FileReader
{
public:
    std::variant<RuleList, QByteArray> read(const QByteArray &json)
    {
        ondemand::object root;
        if (!m_document.open(json) || m_document.root().get_object().get(root) != simdjson::SUCCESS)
            return QByteArray("A list of rules is a JSON object.");
        for (auto field : root) {
            std::string_view key;
            ondemand::value value;
            if (field.unescaped_key().get(key) != simdjson::SUCCESS
                || field.value().get(value) != simdjson::SUCCESS)
                return QByteArray("This cannot be read.");
            readMember(QByteArray(key.data(), qsizetype(key.size())), value);
            if (!m_fault.isEmpty())
                return m_fault;
        }
        if (!m_keys.contains(VersionKey))
            return QByteArray(R"(This is no list of rules: "sockscope-rules" is missing.)");
        return m_list;
    }

private:
    void fail(const QByteArray &fault)
    {
        if (m_fault.isEmpty())
            m_fault = fault;
    }

    void readMember(const QByteArray &key, ondemand::value value)
    {
        if (m_keys.contains(key))
            return fail('"' + key + "\" is there twice.");
        m_keys.append(key);
        if (key == RulesKey)
            return readRules(value);
        const Member member = memberOf(key, value);
        if (key == VersionKey) {
            const auto version = wholeNumber(member, 1, std::numeric_limits<qint64>::max());
            if (!version)
                fail(R"("sockscope-rules" is the number 1.)");
            else if (*version > Version)
                fail("These rules were written by a later Sockscope.");
        } else if (key == fieldName(Field::Seed)) {
            if (const auto seed = wholeNumber(member, 0, qint64(MostSeed)))
                m_list.seed = quint64(*seed);
            else
                fail(R"("seed" is a whole number from 0 to )" + QByteArray::number(MostSeed) + '.');
        } else {
            fail('"' + key + "\" is no part of a list of rules.");
        }
    }

    void readRules(ondemand::value value)
    {
        ondemand::array array;
        if (value.get_array().get(array) != simdjson::SUCCESS)
            return fail(R"("rules" is an array.)");
        for (auto element : array) {
            if (m_list.rules.size() == MostRules)
                return fail("There are more than 1000 rules.");
            ondemand::object object;
            if (element.get_object().get(object) != simdjson::SUCCESS)
                return failRule({}, "It is no object.");
            readRule(object);
            if (!m_fault.isEmpty())
                return;
        }
    }

    void readRule(ondemand::object object)
    {
        std::vector<Member> members;
        QByteArray name;
        for (auto field : object) {
            std::string_view key;
            ondemand::value value;
            if (field.unescaped_key().get(key) != simdjson::SUCCESS
                || field.value().get(value) != simdjson::SUCCESS)
                return failRule(name, "It cannot be read.");
            members.push_back(memberOf(QByteArray(key.data(), qsizetype(key.size())), value));
            if (members.back().key == fieldName(Field::Name))
                name = members.back().value;
            if (members.size() > MostMembers)
                return failRule(name, "It has too many members.");
        }
        auto rule = Rules::readRule(members);
        if (const auto *fault = std::get_if<QByteArray>(&rule))
            return failRule(name, *fault);
        if (const auto fault = faultOf(std::get<Rule>(rule)))
            return failRule(name, fault->text);
        m_list.rules.push_back(std::get<Rule>(std::move(rule)));
    }

    void failRule(const QByteArray &name, const QByteArray &fault)
    {
        fail(sentence(m_list.rules.size(), name, fault));
    }

    static Member memberOf(const QByteArray &key, ondemand::value value)
    {
        Member member {.key = key, .type = Member::Type::Other, .value = {}};
        ondemand::json_type type {};
        if (value.type().get(type) != simdjson::SUCCESS)
            return member;
        if (type == ondemand::json_type::string) {
            std::string_view text;
            if (value.get_string().get(text) == simdjson::SUCCESS) { // else half a surrogate
                member.type = Member::Type::Text;
                member.value = QByteArray(text.data(), qsizetype(text.size()));
            }
        } else if (type == ondemand::json_type::number || type == ondemand::json_type::boolean) {
            member.type = type == ondemand::json_type::number ? Member::Type::Number
                                                              : Member::Type::Boolean;
            member.value = JsonDocument::trimmed(value.raw_json_token()).toByteArray();
        }
        return member;
    }

    static constexpr std::size_t MostMembers = 64;

    JsonDocument m_document;
    RuleList m_list;
    QByteArrayList m_keys;
    QByteArray m_fault;
};

/// Where \a json is none, and why.
QByteArray noJson(const QByteArray &json)
{
    QJsonParseError error;
    QJsonDocument::fromJson(json, &error);
    if (error.error == QJsonParseError::NoError)
        return "This is no JSON in UTF-8.";
    const auto line = json.first(std::min<qsizetype>(error.offset, json.size())).count('\n') + 1;
    return "This is no JSON: " + error.errorString().toUtf8() + " in line "
        + QByteArray::number(line) + '.';
}

} // namespace

QByteArray toFile(const RuleList &list)
{
    QByteArrayList rules;
    for (const Rule &rule : list.rules)
        rules.append(RuleWriter().write(rule));
    const QByteArray head = QByteArray("{\n    \"") + VersionKey
        + "\": " + QByteArray::number(Version) + ",\n    \"" + fieldName(Field::Seed)
        + "\": " + QByteArray::number(list.seed) + ",\n    \"" + RulesKey + "\": [";
    return head + (rules.isEmpty() ? QByteArray() : '\n' + rules.join(",\n") + "\n    ") + "]\n}\n";
}

std::variant<RuleList, QByteArray> fromFile(const QByteArray &json)
{
    if (json.size() > MostFileBytes)
        return QByteArray("This is too long for a list of rules.");
    if (!SocketIo::JsonReader().read(json).valid)
        return noJson(json);
    return FileReader().read(json);
}

} // namespace Rules
