// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "protocol/websocket/extensions.h"

#include <algorithm>

namespace WebSocket {

namespace {

constexpr QByteArrayView DeflateName = "permessage-deflate";
constexpr quint8 SmallestWindowBits = 8;
constexpr quint8 LargestWindowBits = 15;

bool isTokenCharacter(char c)
{
    constexpr QByteArrayView Others = "!#$%&'*+-.^_`|~";
    return (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z')
        || Others.contains(c);
}

/// Reads a field from left to right.
class Scanner
{
public:
    explicit Scanner(QByteArrayView text)
        : m_text(text)
    {
    }

    bool atEnd() const { return m_position == m_text.size(); }

    void skipSpace()
    {
        while (!atEnd() && (peek() == ' ' || peek() == '\t'))
            ++m_position;
    }

    /// True if \a wanted was next, after spaces.
    bool take(char wanted)
    {
        skipSpace();
        if (atEnd() || peek() != wanted)
            return false;
        ++m_position;
        return true;
    }

    QByteArray token()
    {
        skipSpace();
        const qsizetype begin = m_position;
        while (!atEnd() && isTokenCharacter(peek()))
            ++m_position;
        return m_text.sliced(begin, m_position - begin).toByteArray();
    }

    /// A token or a quoted string without its quotes; nothing if it is neither.
    std::optional<QByteArray> value()
    {
        if (!take('"')) {
            QByteArray plain = token();
            return plain.isEmpty() ? std::nullopt : std::optional(plain);
        }
        QByteArray quoted;
        for (; !atEnd(); ++m_position) {
            if (peek() == '"') {
                ++m_position;
                return quoted;
            }
            if (peek() == '\\' && m_position + 1 < m_text.size())
                ++m_position;
            quoted.append(peek());
        }
        return std::nullopt;
    }

    void skipElement()
    {
        while (!atEnd() && peek() != ',')
            ++m_position;
    }

private:
    char peek() const { return m_text[m_position]; }

    QByteArrayView m_text;
    qsizetype m_position = 0;
};

/// Nothing if the element is not written as RFC 6455 says.
std::optional<Extension> readExtension(Scanner &scanner)
{
    Extension extension {scanner.token(), {}};
    if (extension.name.isEmpty())
        return std::nullopt;
    while (scanner.take(';')) {
        ExtensionParameter parameter {scanner.token(), std::nullopt};
        if (parameter.name.isEmpty())
            return std::nullopt;
        if (scanner.take('=')) {
            parameter.value = scanner.value();
            if (!parameter.value)
                return std::nullopt;
        }
        extension.parameters.append(parameter);
    }
    scanner.skipSpace();
    return extension;
}

std::optional<quint8> windowBits(const QByteArray &value)
{
    bool isNumber = false;
    const uint bits = value.toUInt(&isNumber);
    const bool inRange = bits >= SmallestWindowBits && bits <= LargestWindowBits;
    if (!isNumber || !inRange || QByteArray::number(bits) != value)
        return std::nullopt;
    return static_cast<quint8>(bits);
}

/// The parameters of one offer or answer.
struct ReadDeflate
{
    DeflateParameters parameters;
    bool limitsClient = false; // client_max_window_bits is there, with a value or not
    bool limitsServer = false;
    bool isRight = true;
};

void readParameter(ReadDeflate &read, const ExtensionParameter &parameter, bool isOffer)
{
    DeflateParameters &deflate = read.parameters;
    if (parameter.name == "server_no_context_takeover") {
        read.isRight = read.isRight && !parameter.value;
        deflate.serverNoContextTakeover = true;
    } else if (parameter.name == "client_no_context_takeover") {
        read.isRight = read.isRight && !parameter.value;
        deflate.clientNoContextTakeover = true;
    } else if (parameter.name == "server_max_window_bits") {
        const auto bits = windowBits(parameter.value.value_or(QByteArray()));
        read.isRight = read.isRight && bits;
        read.limitsServer = true;
        deflate.serverMaxWindowBits = bits.value_or(LargestWindowBits);
    } else if (parameter.name == "client_max_window_bits") {
        const auto bits = windowBits(parameter.value.value_or(QByteArray()));
        read.isRight = read.isRight && (bits || (isOffer && !parameter.value));
        read.limitsClient = true;
        deflate.clientMaxWindowBits = bits.value_or(LargestWindowBits);
    } else {
        read.isRight = false;
    }
}

ReadDeflate readDeflate(const Extension &extension, bool isOffer)
{
    ReadDeflate read;
    QByteArrayList names;
    for (const ExtensionParameter &parameter : extension.parameters) {
        read.isRight = read.isRight && !names.contains(parameter.name);
        names.append(parameter.name);
        readParameter(read, parameter, isOffer);
    }
    return read;
}

/// True if a server may answer \a offer with \a answer, RFC 7692 section 7.1.
bool answers(const ReadDeflate &offer, const ReadDeflate &answer)
{
    const bool keepsTakeover
        = answer.parameters.serverNoContextTakeover || !offer.parameters.serverNoContextTakeover;
    const bool keepsServerWindow = !offer.limitsServer
        || (answer.limitsServer
            && answer.parameters.serverMaxWindowBits <= offer.parameters.serverMaxWindowBits);
    const bool keepsClientWindow = offer.limitsClient
        ? answer.parameters.clientMaxWindowBits <= offer.parameters.clientMaxWindowBits
        : !answer.limitsClient;
    return offer.isRight && keepsTakeover && keepsServerWindow && keepsClientWindow;
}

bool isDeflate(const Extension &extension)
{
    return extension.name.compare(DeflateName, Qt::CaseInsensitive) == 0;
}

bool isNamed(const QList<Extension> &extensions, const QByteArray &name)
{
    return std::any_of(extensions.begin(), extensions.end(), [&name](const Extension &extension) {
        return extension.name.compare(name, Qt::CaseInsensitive) == 0;
    });
}

} // namespace

ExtensionList parseExtensions(QByteArrayView field)
{
    ExtensionList list;
    Scanner scanner(field);
    for (;;) {
        while (scanner.take(',')) { }
        if (scanner.atEnd())
            return list;
        const auto extension = readExtension(scanner);
        if (extension)
            list.extensions.append(*extension);
        if (!extension || !(scanner.atEnd() || scanner.take(','))) {
            list.problems.add(Problem::WsBadExtension);
            scanner.skipElement();
        }
    }
}

AgreedExtensions agreedExtensions(QByteArrayView offered, QByteArrayView accepted)
{
    const ExtensionList offer = parseExtensions(offered);
    const ExtensionList answer = parseExtensions(accepted);
    AgreedExtensions agreed;
    agreed.problems.add(offer.problems);
    agreed.problems.add(answer.problems);
    for (const Extension &extension : answer.extensions) {
        const bool wasOffered = isNamed(offer.extensions, extension.name);
        agreed.problems.addIf(!wasOffered, Problem::WsUnofferedExtension);
        if (!isDeflate(extension)) {
            agreed.problems.add(Problem::WsUnknownExtension);
            agreed.unknown.append(extension.name);
            continue;
        }
        const ReadDeflate read = readDeflate(extension, false);
        const bool fits = std::any_of(
            offer.extensions.begin(), offer.extensions.end(), [&read](const Extension &one) {
                return isDeflate(one) && answers(readDeflate(one, true), read);
            });
        const bool isSecond = agreed.deflate.has_value();
        agreed.problems.addIf(!read.isRight || isSecond || (wasOffered && !fits),
                              Problem::WsBadExtension);
        if (!isSecond)
            agreed.deflate = read.parameters;
    }
    return agreed;
}

std::optional<DeflateParameters> acceptDeflate(QByteArrayView offered,
                                               const DeflateParameters &wanted)
{
    for (const Extension &extension : parseExtensions(offered).extensions) {
        if (!isDeflate(extension))
            continue;
        const ReadDeflate offer = readDeflate(extension, true);
        const bool clientCanNarrow
            = offer.limitsClient || wanted.clientMaxWindowBits == LargestWindowBits;
        if (!offer.isRight || !clientCanNarrow)
            continue;
        DeflateParameters agreed = offer.parameters;
        agreed.serverNoContextTakeover |= wanted.serverNoContextTakeover;
        agreed.clientNoContextTakeover |= wanted.clientNoContextTakeover;
        agreed.serverMaxWindowBits
            = std::min(agreed.serverMaxWindowBits, wanted.serverMaxWindowBits);
        agreed.clientMaxWindowBits
            = std::min(agreed.clientMaxWindowBits, wanted.clientMaxWindowBits);
        return agreed;
    }
    return std::nullopt;
}

QByteArray toField(const DeflateParameters &parameters)
{
    QByteArray field = DeflateName.toByteArray();
    if (parameters.serverNoContextTakeover)
        field += "; server_no_context_takeover";
    if (parameters.clientNoContextTakeover)
        field += "; client_no_context_takeover";
    if (parameters.serverMaxWindowBits < LargestWindowBits)
        field += "; server_max_window_bits=" + QByteArray::number(parameters.serverMaxWindowBits);
    if (parameters.clientMaxWindowBits < LargestWindowBits)
        field += "; client_max_window_bits=" + QByteArray::number(parameters.clientMaxWindowBits);
    return field;
}

} // namespace WebSocket
