// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "widgets/details/curlcommand.h"

#include "widgets/details/utf8.h"

#include <QList>

#include <algorithm>
#include <array>

namespace {

bool isPlainText(const QByteArray &bytes)
{
    const auto isControl = [](char character) {
        return static_cast<uchar>(character) < 0x20 && character != '\n' && character != '\t';
    };
    return Utf8::isValid(bytes) && std::none_of(bytes.begin(), bytes.end(), isControl);
}

// What curl counts or says itself, or what belongs to the connection that was.
bool isLeftOut(const QByteArray &lowerName)
{
    constexpr std::array<QByteArrayView, 5> Names {
        "content-length", "transfer-encoding", "keep-alive", "proxy-connection", "te",
    };
    return std::find(Names.begin(), Names.end(), lowerName) != Names.end();
}

struct RequestLine
{
    QByteArray method;
    QByteArray target;
};

std::optional<RequestLine> requestLine(const QByteArray &line)
{
    const qsizetype first = line.indexOf(' ');
    const qsizetype last = line.lastIndexOf(' ');
    if (first <= 0 || last <= first)
        return std::nullopt;
    return RequestLine {line.left(first), line.mid(first + 1, last - first - 1)};
}

QByteArray url(const QByteArray &origin, const QByteArray &target)
{
    if (target.startsWith("http://") || target.startsWith("https://"))
        return target;
    return target.startsWith('/') ? origin + target : origin + '/' + target;
}

// Head lines as options, and what they tell.
struct Fields
{
    QList<QByteArray> options;
    bool hasUserAgent = false;
    bool hasAccept = false;
    bool hasContentType = false;
    bool isUpgrade = false;
};

Fields readFields(const QList<QByteArray> &lines)
{
    Fields fields;
    for (qsizetype i = 1; i < lines.size(); ++i) {
        const qsizetype colon = lines[i].indexOf(':');
        if (colon <= 0)
            continue;
        const QByteArray name = lines[i].left(colon);
        const QByteArray lowerName = name.toLower();
        const QByteArray value = lines[i].mid(colon + 1).trimmed();
        const bool isConnection = lowerName == "connection";
        if (isLeftOut(lowerName) || (isConnection && !value.toLower().contains("upgrade")))
            continue;
        fields.hasUserAgent |= lowerName == "user-agent";
        fields.hasAccept |= lowerName == "accept";
        fields.hasContentType |= lowerName == "content-type";
        fields.isUpgrade |= lowerName == "upgrade";
        // A name with a semicolon is how curl is told of an empty value.
        fields.options += "-H " + shellQuoted(value.isEmpty() ? name + ';' : name + ": " + value);
    }
    return fields;
}

} // namespace

QByteArray shellQuoted(const QByteArray &text)
{
    QByteArray quoted = text;
    quoted.replace('\'', "'\\''");
    return '\'' + quoted + '\'';
}

std::optional<QString> curlCommand(const QByteArray &origin, const QByteArray &head,
                                   const QByteArray &body)
{
    const qsizetype headEnd = head.indexOf("\r\n\r\n");
    const QList<QByteArray> lines = (headEnd < 0 ? head : head.left(headEnd)).trimmed().split('\n');
    const auto line = requestLine(lines.front().trimmed());
    if (!line)
        return std::nullopt;
    Fields fields = readFields(lines);
    if (!fields.hasUserAgent)
        fields.options += "-H 'User-Agent:'";
    if (!fields.hasAccept)
        fields.options += "-H 'Accept:'";
    if (!fields.hasContentType && !body.isEmpty())
        fields.options += "-H 'Content-Type:'";

    // An argument cannot hold a zero byte, nor be very long.
    constexpr qsizetype LongestArgument = 100'000;
    QByteArray before;
    if (!body.isEmpty() && isPlainText(body) && body.size() < LongestArgument) {
        fields.options += "--data-raw " + shellQuoted(body);
    } else if (!body.isEmpty()) {
        before = "base64 -d <<'END' | ";
        fields.options += "--data-binary @-";
    }

    QByteArray command = before + "curl --http1.1 --path-as-is --globoff ";
    if (fields.isUpgrade)
        command += "--no-buffer --include ";
    if (line->method == "HEAD")
        command += "--head ";
    else if (line->method != (body.isEmpty() ? "GET" : "POST"))
        command += "-X " + shellQuoted(line->method) + ' ';
    command += shellQuoted(url(origin, line->target));
    for (const QByteArray &option : std::as_const(fields.options))
        command += " \\\n  " + option;
    command += '\n';
    if (!before.isEmpty())
        command += body.toBase64() + "\nEND\n";
    return Utf8::toText(command);
}
