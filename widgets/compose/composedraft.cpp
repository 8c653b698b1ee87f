// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "widgets/compose/composedraft.h"

#include "protocol/capture/records.h"
#include "protocol/msgpack/jsontext.h"
#include "protocol/socketio/data.h"
#include "protocol/socketio/exporteddata.h"
#include "protocol/socketio/jsonreader.h"
#include "widgets/compose/variables.h"
#include "widgets/details/messagedata.h"

#include <QtEndian>

#include <algorithm>

namespace {

/// Text that an editor shows as it is, and that gives \a spelling again as a string.
bool isPlainString(const QByteArray &text, QByteArrayView spelling)
{
    const bool hasControls = std::any_of(text.begin(), text.end(), [](char c) {
        const auto byte = static_cast<uchar>(c);
        return (byte < 0x20 && c != '\n' && c != '\t') || byte == 0x7f;
    });
    return !hasControls && text.isValidUtf8() && JsonText::quoted(text) == spelling;
}

/// An argument as it is exported.
ComposeArgument argumentFrom(QByteArrayView exported)
{
    ComposeArgument argument;
    if (exported.startsWith('"')) {
        const QByteArray text = JsonText::unescaped(exported);
        if (isPlainString(text, exported)) {
            argument.kind = ComposeArgument::Kind::Text;
            argument.text = text;
            return argument;
        }
    } else if (exported.startsWith('{')) {
        const auto parsed = SocketIo::parseExported(exported);
        if (parsed.arguments.attachments.size() == 1
            && parsed.arguments.json == SocketIo::placeholder(0)) {
            argument.kind = ComposeArgument::Kind::File;
            argument.bytes = parsed.arguments.attachments.front();
            return argument;
        }
    }
    argument.text = exported.toByteArray();
    return argument;
}

bool usesBraces(const ComposeDraft &draft)
{
    return Variables::isUsedIn(draft.event) || Variables::isUsedIn(draft.text)
        || std::any_of(draft.arguments.begin(), draft.arguments.end(),
                       [](const ComposeArgument &a) { return Variables::isUsedIn(a.text); });
}

ComposeDraft closeDraft(const QByteArray &payload)
{
    ComposeDraft draft;
    draft.protocol = Client::Protocol::WebSocket;
    draft.kind = ComposeDraft::Kind::Close;
    if (payload.size() >= 2)
        draft.closeCode = qFromBigEndian<quint16>(payload.constData());
    draft.text = payload.mid(2);
    draft.usesVariables = !usesBraces(draft);
    return draft;
}

ComposeDraft pingDraft(const QByteArray &payload)
{
    ComposeDraft draft = ComposeDraft::fromPlain(payload, true);
    draft.spelling = draft.kind == ComposeDraft::Kind::Binary ? ComposeDraft::Spelling::Hex
                                                              : ComposeDraft::Spelling::Text;
    if (draft.kind == ComposeDraft::Kind::Binary) {
        draft.text = payload.toHex(' ');
        draft.bytes.clear();
    }
    draft.kind = ComposeDraft::Kind::Ping;
    return draft;
}

} // namespace

std::optional<ComposeDraft> ComposeDraft::fromEvent(const QByteArray &nsp, const QByteArray &data,
                                                    const QList<QByteArray> &attachments,
                                                    bool asksForAck)
{
    return fromExported(nsp, SocketIo::dataWithAttachments(data, attachments), asksForAck);
}

std::optional<ComposeDraft> ComposeDraft::fromExported(const QByteArray &nsp,
                                                       const QByteArray &data, bool asksForAck)
{
    const SocketIo::JsonFacts facts = SocketIo::JsonReader().read(data);
    if (!facts.valid || facts.type != SocketIo::JsonType::Array
        || facts.firstType != SocketIo::JsonType::String)
        return std::nullopt;
    ComposeDraft draft;
    draft.nsp = nsp.isEmpty() ? QByteArrayLiteral("/") : nsp;
    draft.asksForAck = asksForAck;
    QList<QByteArrayView> elements = SocketIo::arrayElements(data);
    draft.event = JsonText::unescaped(elements.takeFirst());
    for (const QByteArrayView element : elements)
        draft.arguments.append(argumentFrom(element));
    draft.usesVariables = !usesBraces(draft);
    return draft;
}

ComposeDraft ComposeDraft::fromPlain(const QByteArray &bytes, bool isText)
{
    ComposeDraft draft;
    draft.protocol = Client::Protocol::WebSocket;
    if (!isText || !bytes.isValidUtf8()) {
        constexpr qsizetype MaxDigits = qsizetype(64) * 1024;
        draft.kind = Kind::Binary;
        // More than that is nothing to be read or edited in digits.
        draft.spelling = bytes.size() <= MaxDigits ? Spelling::Hex : Spelling::File;
        if (draft.spelling == Spelling::Hex)
            draft.text = bytes.toHex(' ');
        else
            draft.bytes = bytes;
        return draft;
    }
    const bool isJson = (bytes.startsWith('{') || bytes.startsWith('['))
        && SocketIo::JsonReader().read(bytes).valid;
    draft.kind = isJson ? Kind::Json : Kind::Text;
    draft.text = bytes;
    draft.usesVariables = !usesBraces(draft);
    return draft;
}

std::optional<ComposeDraft> ComposeDraft::fromMessage(const Capture::MessageRecord &message,
                                                      const QByteArray &content,
                                                      const QList<QByteArray> &attachments)
{
    switch (message.kind) {
    case Capture::Kind::Event: {
        const QByteArray data = messageData(message, content).bytes;
        return message.isMsgpack ? fromExported(message.nsp, data, message.ackId >= 0)
                                 : fromEvent(message.nsp, data, attachments, message.ackId >= 0);
    }
    case Capture::Kind::Text:
    case Capture::Kind::Binary:
        return fromPlain(content, message.kind == Capture::Kind::Text);
    case Capture::Kind::Ping:
        return pingDraft(content);
    case Capture::Kind::Close:
        return closeDraft(content);
    default:
        return std::nullopt;
    }
}
