// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "protocol/answers/answerfile.h"

#include "protocol/answers/answerreader.h"
#include "protocol/socketio/exporteddata.h"
#include "protocol/socketio/jsonreader.h"

#include <QJsonDocument>

namespace Answers {

namespace {

/// Reads JSON that is known to be valid.
class FileReader
{
public:
    explicit FileReader(const QByteArray &json)
        : m_json(json)
    {
    }

    std::variant<AnswerList, Fault> read()
    {
        const QByteArrayView root = QByteArrayView(m_json).trimmed();
        if (!root.startsWith('{'))
            return faultAt(root, "A file of answers is a JSON object.");
        const auto members = Admin::jsonMembers(root);
        const QByteArrayView version = Admin::valueOf(members, VersionKey);
        if (version.isEmpty())
            return faultAt(root, R"(This is no file of answers: "sockscope-answers" is missing.)");
        if (version != "1")
            return faultAt(version, R"("sockscope-answers" is the number 1.)");
        for (const Admin::JsonMember &member : members) {
            readMember(member);
            if (!m_fault.text.isEmpty())
                return m_fault;
        }
        for (const Answer &answer : m_list.answers) {
            if (answer.path == m_list.path)
                return faultAt(root,
                               answer.path + " is of Socket.IO: answer " + answer.name
                                   + " needs another path.");
        }
        return m_list;
    }

private:
    static constexpr char VersionKey[] = "sockscope-answers";

    Fault faultAt(QByteArrayView where, const QByteArray &text) const
    {
        return {where.data() - m_json.constData(), text};
    }

    void fail(QByteArrayView where, const QByteArray &text)
    {
        if (m_fault.text.isEmpty())
            m_fault = faultAt(where, text);
    }

    void readMember(const Admin::JsonMember &member)
    {
        if (m_names.contains(member.name))
            return fail(member.name, '"' + member.name.toByteArray() + "\" is there twice.");
        m_names.append(member.name);
        if (member.name == "path") {
            m_list.path = Admin::textOf(member.value);
            if (!m_list.path.startsWith('/'))
                fail(member.value, R"("path" is a text that begins with "/".)");
        } else if (member.name == "answers") {
            readAnswers(member.value);
        } else if (member.name != VersionKey) {
            fail(member.name,
                 '"' + member.name.toByteArray() + "\" is no part of a file of answers.");
        }
    }

    void readAnswers(QByteArrayView array)
    {
        if (!array.startsWith('['))
            return fail(array, R"("answers" is an array.)");
        for (const QByteArrayView element : SocketIo::arrayElements(array)) {
            if (m_list.answers.size() == MostAnswers)
                return fail(element, "There are more than 1000 answers.");
            if (!element.startsWith('{'))
                return failAnswer(element, {}, "It is no object.");
            const auto answer = readAnswer(element);
            if (const auto *complaint = std::get_if<Complaint>(&answer)) {
                const auto members = Admin::jsonMembers(element);
                return failAnswer(complaint->where, Admin::textOf(Admin::valueOf(members, "name")),
                                  complaint->text);
            }
            m_list.answers.push_back(std::get<Answer>(answer));
        }
    }

    void failAnswer(QByteArrayView where, const QByteArray &name, const QByteArray &text)
    {
        fail(where,
             "Answer " + QByteArray::number(qulonglong(m_list.answers.size()) + 1)
                 + (name.isEmpty() ? QByteArray() : " (" + name + ')') + ": " + text);
    }

    const QByteArray &m_json;
    AnswerList m_list;
    QList<QByteArrayView> m_names;
    Fault m_fault;
};

/// Where \a json is none, and why.
Fault noJson(const QByteArray &json)
{
    QJsonParseError error;
    QJsonDocument::fromJson(json, &error);
    if (error.error == QJsonParseError::NoError)
        return {0, "This is no JSON in UTF-8."};
    return {std::min<qsizetype>(error.offset, json.size()),
            "This is no JSON: " + error.errorString().toUtf8() + '.'};
}

} // namespace

QByteArray sentence(const Fault &fault, const QByteArray &file)
{
    const auto line = file.first(std::min(fault.offset, file.size())).count('\n') + 1;
    return "Line " + QByteArray::number(line) + ": " + fault.text;
}

std::variant<AnswerList, Fault> fromFile(const QByteArray &json)
{
    if (json.size() > MostFileBytes)
        return Fault {0, "This is too long for a file of answers."};
    if (!SocketIo::JsonReader().read(json).valid)
        return noJson(json);
    return FileReader(json).read();
}

} // namespace Answers
