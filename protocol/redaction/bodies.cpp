// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "protocol/redaction/bodies.h"

#include "protocol/http/contentdecoder.h"

namespace Redaction {

CodedBody codedBodyOf(const Capture::ExchangeRecord &exchange, Capture::StoreReader::Body body)
{
    const bool isRequest = body == Capture::StoreReader::Body::RequestBody;
    CodedBody coded;
    coded.size = (isRequest ? exchange.requestBody : exchange.responseBody).size;
    for (const QByteArray &name :
         (isRequest ? exchange.requestCoding : exchange.responseCoding).split(',')) {
        const QByteArray coding = name.trimmed().toLower();
        if (!coding.isEmpty() && coding != "identity")
            coded.codings.append(coding);
    }
    const QByteArray head
        = (isRequest ? exchange.requestHead : exchange.responseHead).bytes.toLower();
    coded.isForm = head.contains("application/x-www-form-urlencoded");
    return coded;
}

std::optional<QByteArray> decodedBody(Capture::StoreReader &reader, Capture::Id exchange,
                                      Capture::StoreReader::Body body, const CodedBody &coded)
{
    if (coded.size > MostCodedBytes)
        return std::nullopt;
    Http::ContentDecoder decoder(coded.codings);
    QByteArray plain = decoder.feed(reader.exchangeBytes(exchange, body, 0, coded.size));
    decoder.finish();
    return decoder.problems().isEmpty() ? std::optional(std::move(plain)) : std::nullopt;
}

} // namespace Redaction
