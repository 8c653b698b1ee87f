// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "widgets/compose/draftwords.h"

#include "protocol/socketio/compose.h"
#include "protocol/socketio/data.h"
#include "widgets/common/format.h"

#include <QCoreApplication>
#include <QFileInfo>

namespace {

constexpr qsizetype MaxLength = 400;

QString words(const char *text)
{
    return QCoreApplication::translate("DraftWords", text);
}

QString fileWords(const QString &name, const QByteArray &bytes)
{
    return name.isEmpty() ? formatBytes(bytes.size()) : QFileInfo(name).fileName();
}

QString argumentWords(const ComposeArgument &argument)
{
    switch (argument.kind) {
    case ComposeArgument::Kind::Json:
        return singleLine(argument.text.trimmed(), MaxLength);
    case ComposeArgument::Kind::Text:
        return QStringLiteral("\"%1\"").arg(singleLine(argument.text, MaxLength));
    case ComposeArgument::Kind::File:
        break;
    }
    return QStringLiteral("▣ ") + fileWords(argument.fileName, argument.bytes);
}

DraftWords plainWords(const ComposeDraft &draft)
{
    const QString text = singleLine(draft.text, MaxLength);
    switch (draft.kind) {
    case ComposeDraft::Kind::Text:
    case ComposeDraft::Kind::Json:
        break;
    case ComposeDraft::Kind::Binary:
        return {words("BINARY"),
                draft.spelling == ComposeDraft::Spelling::File
                    ? fileWords(draft.fileName, draft.bytes)
                    : text};
    case ComposeDraft::Kind::Ping:
        return {words("PING"), text};
    case ComposeDraft::Kind::Close:
        return {words("CLOSE"), QStringLiteral("%1 %2").arg(draft.closeCode).arg(text)};
    }
    return {words("TEXT"), text};
}

} // namespace

DraftWords draftWords(const ComposeDraft &draft)
{
    if (draft.protocol == Client::Protocol::WebSocket)
        return plainWords(draft);
    QStringList arguments;
    qsizetype length = 0;
    for (const ComposeArgument &argument : draft.arguments) {
        arguments.append(argumentWords(argument));
        length += arguments.back().size();
        if (length > MaxLength)
            break;
    }
    QString detail = arguments.join(QStringLiteral(", "));
    if (draft.nsp != "/" && !draft.nsp.isEmpty())
        detail = singleLine(draft.nsp, MaxLength) + QStringLiteral("  ") + detail;
    return {singleLine(draft.event, MaxLength), detail};
}

QString argumentsLine(const SocketIo::Arguments &arguments, qsizetype maxLength)
{
    qsizetype size = arguments.json.size();
    for (const QByteArray &attachment : arguments.attachments)
        size += attachment.size();
    const QByteArray json = '[' + arguments.json + ']';
    // Nobody reads a large attachment in a line.
    if (size > 64 * maxLength)
        return singleLine(json.left(4 * maxLength), maxLength);
    return singleLine(SocketIo::dataWithAttachments(json, arguments.attachments), maxLength);
}
