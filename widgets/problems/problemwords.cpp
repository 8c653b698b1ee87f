// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "widgets/problems/problemwords.h"

#include <QCoreApplication>

#include <array>

namespace {

struct Entry
{
    Problem problem;
    const char *title;
    const char *meaning;
};

constexpr const char *Context = "ProblemWords";

// clang-format off
constexpr std::array<Entry, ProblemCount> Entries {{
    // HTTP
    {Problem::HttpBadStartLine, QT_TRANSLATE_NOOP("ProblemWords", "Broken request or status line"),
     QT_TRANSLATE_NOOP("ProblemWords", "The first line of a request or response is not as HTTP/1.1 has it (RFC 9112 section 3 and 4). Other programs may refuse it.")},
    {Problem::HttpBadHeader, QT_TRANSLATE_NOOP("ProblemWords", "Broken header line"),
     QT_TRANSLATE_NOOP("ProblemWords", "A line of the head is no \"name: value\", or has characters that may not stand there. It was kept as it crossed.")},
    {Problem::HttpHeadTooLong, QT_TRANSLATE_NOOP("ProblemWords", "Very long head"),
     QT_TRANSLATE_NOOP("ProblemWords", "The head was larger than what is recorded of one; its rest crossed and was counted, but is not shown.")},
    {Problem::HttpBadLength, QT_TRANSLATE_NOOP("ProblemWords", "Body length unclear"),
     QT_TRANSLATE_NOOP("ProblemWords", "Content-Length is no number, is there twice with different values, or stands beside Transfer-Encoding. Two programs may see two different ends of this body.")},
    {Problem::HttpBadChunk, QT_TRANSLATE_NOOP("ProblemWords", "Broken chunk"),
     QT_TRANSLATE_NOOP("ProblemWords", "A chunk of the body has no valid size or does not end where it says. What follows cannot be told apart any more.")},
    {Problem::HttpCutOff, QT_TRANSLATE_NOOP("ProblemWords", "Ended too early"),
     QT_TRANSLATE_NOOP("ProblemWords", "The connection ended in the middle of a head or body.")},
    {Problem::HttpUnexpectedResponse, QT_TRANSLATE_NOOP("ProblemWords", "Response without a request"),
     QT_TRANSLATE_NOOP("ProblemWords", "The server answered although nothing was asked, or more often than it was asked.")},
    {Problem::HttpUnknownCoding, QT_TRANSLATE_NOOP("ProblemWords", "Unknown content coding"),
     QT_TRANSLATE_NOOP("ProblemWords", "The body is coded in a way that is not known here; it is shown as it crossed.")},
    {Problem::HttpBadCoding, QT_TRANSLATE_NOOP("ProblemWords", "Body cannot be decoded"),
     QT_TRANSLATE_NOOP("ProblemWords", "The body is not what its Content-Encoding or Transfer-Encoding says, or is damaged; it is shown as far as it could be decoded.")},
    {Problem::HttpBomb, QT_TRANSLATE_NOOP("ProblemWords", "Body too large when decompressed"),
     QT_TRANSLATE_NOOP("ProblemWords", "The compressed body grows beyond what is shown; it was cut there. The traffic itself was not touched.")},
    {Problem::NotHttp, QT_TRANSLATE_NOOP("ProblemWords", "Not HTTP"),
     QT_TRANSLATE_NOOP("ProblemWords", "What crossed is not HTTP. Perhaps the app speaks TLS to the tap: point it at http:// or ws:// instead of https:// or wss://.")},
    // WebSocket
    {Problem::WsReservedOpCode, QT_TRANSLATE_NOOP("ProblemWords", "Reserved opcode"),
     QT_TRANSLATE_NOOP("ProblemWords", "The frame has an opcode that RFC 6455 keeps for later (3-7, 11-15). The receiver should close with 1002.")},
    {Problem::WsFragmentedControl, QT_TRANSLATE_NOOP("ProblemWords", "Fragmented control frame"),
     QT_TRANSLATE_NOOP("ProblemWords", "A ping, pong or close frame without FIN: control frames must be whole (RFC 6455 section 5.4).")},
    {Problem::WsOversizedControl, QT_TRANSLATE_NOOP("ProblemWords", "Control frame too large"),
     QT_TRANSLATE_NOOP("ProblemWords", "A ping, pong or close frame with more than 125 bytes of payload (RFC 6455 section 5.5).")},
    {Problem::WsNonMinimalLength, QT_TRANSLATE_NOOP("ProblemWords", "Length written too long"),
     QT_TRANSLATE_NOOP("ProblemWords", "The payload length stands in more bytes than it needs (RFC 6455 section 5.2). Some receivers refuse that.")},
    {Problem::WsLengthTopBit, QT_TRANSLATE_NOOP("ProblemWords", "Impossible length"),
     QT_TRANSLATE_NOOP("ProblemWords", "The highest bit of the 64-bit payload length is set, which RFC 6455 section 5.2 forbids. These may not be frames at all.")},
    {Problem::WsUnexpectedRsv1, QT_TRANSLATE_NOOP("ProblemWords", "RSV1 set out of place"),
     QT_TRANSLATE_NOOP("ProblemWords", "The bit that marks a compressed message is set although compression was not agreed, or on a frame that may not have it. If bytes read as \"HTTP\", the server wrote an HTTP error after its 101.")},
    {Problem::WsRsv2, QT_TRANSLATE_NOOP("ProblemWords", "RSV2 set"),
     QT_TRANSLATE_NOOP("ProblemWords", "A reserved bit is set that no agreed extension uses. The receiver should close with 1002.")},
    {Problem::WsRsv3, QT_TRANSLATE_NOOP("ProblemWords", "RSV3 set"),
     QT_TRANSLATE_NOOP("ProblemWords", "A reserved bit is set that no agreed extension uses. The receiver should close with 1002.")},
    {Problem::WsMissingMask, QT_TRANSLATE_NOOP("ProblemWords", "Client frame without mask"),
     QT_TRANSLATE_NOOP("ProblemWords", "A client must mask every frame (RFC 6455 section 5.1); servers close with 1002.")},
    {Problem::WsUnexpectedMask, QT_TRANSLATE_NOOP("ProblemWords", "Server frame with mask"),
     QT_TRANSLATE_NOOP("ProblemWords", "A server must not mask its frames (RFC 6455 section 5.1); clients close with 1002.")},
    {Problem::WsUnexpectedContinuation, QT_TRANSLATE_NOOP("ProblemWords", "Continuation of nothing"),
     QT_TRANSLATE_NOOP("ProblemWords", "A continuation frame came although no message was begun.")},
    {Problem::WsInterruptedMessage, QT_TRANSLATE_NOOP("ProblemWords", "Message interrupted"),
     QT_TRANSLATE_NOOP("ProblemWords", "A new message began before the last fragment of the one before had come.")},
    {Problem::WsInvalidUtf8, QT_TRANSLATE_NOOP("ProblemWords", "Text is not UTF-8"),
     QT_TRANSLATE_NOOP("ProblemWords", "A text message holds bytes that are no UTF-8; the receiver should close with 1007. Bytes that are no text belong in a binary message.")},
    {Problem::WsBadClosePayload, QT_TRANSLATE_NOOP("ProblemWords", "Close frame of one byte"),
     QT_TRANSLATE_NOOP("ProblemWords", "A close frame is empty or begins with a code of two bytes (RFC 6455 section 5.5.1).")},
    {Problem::WsBadCloseCode, QT_TRANSLATE_NOOP("ProblemWords", "Close code not allowed"),
     QT_TRANSLATE_NOOP("ProblemWords", "The code in the close frame must not cross the wire, for example 1005, 1006 or one below 1000 (RFC 6455 section 7.4). Apps use 4000 to 4999.")},
    {Problem::WsBadCloseReason, QT_TRANSLATE_NOOP("ProblemWords", "Close reason is not UTF-8"),
     QT_TRANSLATE_NOOP("ProblemWords", "The text behind the close code holds bytes that are no UTF-8.")},
    {Problem::WsDataAfterClose, QT_TRANSLATE_NOOP("ProblemWords", "Frames after close"),
     QT_TRANSLATE_NOOP("ProblemWords", "More frames came after this side had said close; the other side ignores them.")},
    {Problem::WsCutOff, QT_TRANSLATE_NOOP("ProblemWords", "Ended inside a frame or message"),
     QT_TRANSLATE_NOOP("ProblemWords", "The connection ended before all that was announced had come.")},
    {Problem::WsNoCloseFrame, QT_TRANSLATE_NOOP("ProblemWords", "Ended without close frame"),
     QT_TRANSLATE_NOOP("ProblemWords", "The connection ended and nobody had said close: the app sees code 1006. Look for a crash, a proxy's idle timeout or a lost network.")},
    {Problem::WsNotFrames, QT_TRANSLATE_NOOP("ProblemWords", "These are no frames"),
     QT_TRANSLATE_NOOP("ProblemWords", "After the 101 something crossed that cannot be WebSocket frames. Engine.IO 4 servers do this to clients of Engine.IO 3: look for an HTTP error in the bytes.")},
    {Problem::WsBadKey, QT_TRANSLATE_NOOP("ProblemWords", "Bad Sec-WebSocket-Key"),
     QT_TRANSLATE_NOOP("ProblemWords", "The handshake's key is missing, there twice, or not 16 bytes in base64 (RFC 6455 section 4.1).")},
    {Problem::WsBadVersion, QT_TRANSLATE_NOOP("ProblemWords", "Unknown WebSocket version"),
     QT_TRANSLATE_NOOP("ProblemWords", "Sec-WebSocket-Version is not 13.")},
    {Problem::WsBadAccept, QT_TRANSLATE_NOOP("ProblemWords", "Wrong Sec-WebSocket-Accept"),
     QT_TRANSLATE_NOOP("ProblemWords", "The server's answer does not belong to the client's key; clients drop the connection. Perhaps a cache or proxy stands between.")},
    {Problem::WsUnofferedExtension, QT_TRANSLATE_NOOP("ProblemWords", "Extension was not offered"),
     QT_TRANSLATE_NOOP("ProblemWords", "The server chose an extension, or a parameter of one, that the client had not offered; clients drop the connection.")},
    {Problem::WsUnknownExtension, QT_TRANSLATE_NOOP("ProblemWords", "Unknown extension"),
     QT_TRANSLATE_NOOP("ProblemWords", "An extension was agreed that is not known here: payloads are shown as they crossed.")},
    {Problem::WsBadExtension, QT_TRANSLATE_NOOP("ProblemWords", "Broken extension header"),
     QT_TRANSLATE_NOOP("ProblemWords", "Sec-WebSocket-Extensions cannot be read, or has a parameter with a value that RFC 7692 does not allow.")},
    {Problem::WsUnofferedProtocol, QT_TRANSLATE_NOOP("ProblemWords", "Subprotocol was not offered"),
     QT_TRANSLATE_NOOP("ProblemWords", "The server chose a subprotocol that the client had not offered; clients drop the connection.")},
    {Problem::WsBadDeflate, QT_TRANSLATE_NOOP("ProblemWords", "Compressed data is damaged"),
     QT_TRANSLATE_NOOP("ProblemWords", "A message marked as compressed could not be inflated. Those that follow in this direction may depend on it and fail too.")},
    {Problem::WsDeflateBomb, QT_TRANSLATE_NOOP("ProblemWords", "Message too large when inflated"),
     QT_TRANSLATE_NOOP("ProblemWords", "The compressed message grows beyond what is recorded; it was cut there. The traffic itself was not touched.")},
    // Engine.IO
    {Problem::EioUnknownType, QT_TRANSLATE_NOOP("ProblemWords", "Unknown Engine.IO packet"),
     QT_TRANSLATE_NOOP("ProblemWords", "An Engine.IO packet begins with a digit from 0 to 6. The receiver closes the session with \"parse error\".")},
    {Problem::EioEmptyPacket, QT_TRANSLATE_NOOP("ProblemWords", "Empty Engine.IO packet"),
     QT_TRANSLATE_NOOP("ProblemWords", "A packet without even its type. The receiver closes the session with \"parse error\".")},
    {Problem::EioBadBase64, QT_TRANSLATE_NOOP("ProblemWords", "Broken base64"),
     QT_TRANSLATE_NOOP("ProblemWords", "A binary packet sent as text is no valid base64.")},
    {Problem::EioBadLength, QT_TRANSLATE_NOOP("ProblemWords", "Wrong length prefix"),
     QT_TRANSLATE_NOOP("ProblemWords", "In Engine.IO 3 each packet of a polling body stands behind its length, counted in UTF-16 units, not bytes. This one does not fit.")},
    {Problem::EioBadPayload, QT_TRANSLATE_NOOP("ProblemWords", "Polling body cannot be read"),
     QT_TRANSLATE_NOOP("ProblemWords", "The rest of a polling body holds no packets. Receivers drop it and close the session.")},
    {Problem::EioBadHandshake, QT_TRANSLATE_NOOP("ProblemWords", "Broken Engine.IO handshake"),
     QT_TRANSLATE_NOOP("ProblemWords", "The open packet is no JSON object with sid, upgrades, pingInterval and pingTimeout.")},
    {Problem::EioBadJsonp, QT_TRANSLATE_NOOP("ProblemWords", "Broken JSONP"),
     QT_TRANSLATE_NOOP("ProblemWords", "A JSONP answer or form of Engine.IO 3 is not as it has to be.")},
    {Problem::EioErrorAnswer, QT_TRANSLATE_NOOP("ProblemWords", "The server refused the request"),
     QT_TRANSLATE_NOOP("ProblemWords", "An Engine.IO error. Code 0: transport unknown; 1: session unknown or closed (several servers without sticky sessions?); 2: bad handshake method; 3: bad request; 4: forbidden; 5: the server speaks Engine.IO 4, the client is of Socket.IO 2 (set allowEIO3 on the server or update the client).")},
    {Problem::EioWrongDirection, QT_TRANSLATE_NOOP("ProblemWords", "Packet from the wrong side"),
     QT_TRANSLATE_NOOP("ProblemWords", "This side may not send that packet. In Engine.IO 4 the server pings, in Engine.IO 3 the client: perhaps two versions met.")},
    {Problem::EioDuplicateRequest, QT_TRANSLATE_NOOP("ProblemWords", "Two polls at once"),
     QT_TRANSLATE_NOOP("ProblemWords", "A second GET or POST came while one was open for the same session; the server closes the session. A proxy or HTTP library may have repeated a request.")},
    {Problem::EioUnknownSession, QT_TRANSLATE_NOOP("ProblemWords", "Unknown session"),
     QT_TRANSLATE_NOOP("ProblemWords", "A request names a sid whose beginning was not seen: recording began later, or the session is over.")},
    {Problem::EioUpgradeWithoutProbe, QT_TRANSLATE_NOOP("ProblemWords", "Upgrade without probe"),
     QT_TRANSLATE_NOOP("ProblemWords", "The WebSocket took over without \"2probe\" and \"3probe\" before. Servers accept it, no client does it.")},
    {Problem::EioPingTimeout, QT_TRANSLATE_NOOP("ProblemWords", "Heartbeat missed"),
     QT_TRANSLATE_NOOP("ProblemWords", "No heartbeat came within pingInterval and pingTimeout: this session ended with \"ping timeout\". A blocked event loop or a background tab are usual causes.")},
    // Socket.IO
    {Problem::SioUnknownType, QT_TRANSLATE_NOOP("ProblemWords", "Unknown Socket.IO packet"),
     QT_TRANSLATE_NOOP("ProblemWords", "A Socket.IO packet begins with a digit from 0 to 6. The receiver closes the connection with \"parse error\".")},
    {Problem::SioBadAttachmentCount, QT_TRANSLATE_NOOP("ProblemWords", "Bad number of attachments"),
     QT_TRANSLATE_NOOP("ProblemWords", "A binary packet must say how many attachments follow, as \"51-\".")},
    {Problem::SioTooManyAttachments, QT_TRANSLATE_NOOP("ProblemWords", "Many attachments"),
     QT_TRANSLATE_NOOP("ProblemWords", "More than 10 attachments: current Socket.IO parsers refuse the packet. Send fewer, larger buffers.")},
    {Problem::SioBadAckId, QT_TRANSLATE_NOOP("ProblemWords", "Bad ack id"),
     QT_TRANSLATE_NOOP("ProblemWords", "The ack id is missing where one must be, or too large.")},
    {Problem::SioBadJson, QT_TRANSLATE_NOOP("ProblemWords", "Broken JSON"),
     QT_TRANSLATE_NOOP("ProblemWords", "The packet's data is no valid JSON. The receiver closes the connection with \"parse error\".")},
    {Problem::SioBadData, QT_TRANSLATE_NOOP("ProblemWords", "Data of the wrong kind"),
     QT_TRANSLATE_NOOP("ProblemWords", "An event's data is an array that begins with its name, an ack's an array, a connect's an object or nothing.")},
    {Problem::SioReservedEvent, QT_TRANSLATE_NOOP("ProblemWords", "Reserved event name"),
     QT_TRANSLATE_NOOP("ProblemWords", "connect, connect_error, disconnect, disconnecting, newListener and removeListener may not be sent as events. Socket.IO 4 closes the connection.")},
    {Problem::SioBadPlaceholder, QT_TRANSLATE_NOOP("ProblemWords", "Placeholder without attachment"),
     QT_TRANSLATE_NOOP("ProblemWords", "The data names an attachment that does not exist.")},
    {Problem::SioMissingAttachments, QT_TRANSLATE_NOOP("ProblemWords", "Attachments are missing"),
     QT_TRANSLATE_NOOP("ProblemWords", "The packet announced more attachments than came.")},
    {Problem::SioUnexpectedBinary, QT_TRANSLATE_NOOP("ProblemWords", "Binary data nobody announced"),
     QT_TRANSLATE_NOOP("ProblemWords", "A binary message came although no packet waits for attachments; the receiver closes the connection with \"parse error\".")},
    {Problem::SioInterrupted, QT_TRANSLATE_NOOP("ProblemWords", "Packet between attachments"),
     QT_TRANSLATE_NOOP("ProblemWords", "Another packet came before all attachments of the one before were there; the receiver closes the connection with \"parse error\".")},
    {Problem::SioBadMsgpack, QT_TRANSLATE_NOOP("ProblemWords", "Broken MessagePack"),
     QT_TRANSLATE_NOOP("ProblemWords", "The packet is not one MessagePack map with type, nsp and data. Do both sides use the same parser?")},
    {Problem::SioNotConnected, QT_TRANSLATE_NOOP("ProblemWords", "Namespace not connected"),
     QT_TRANSLATE_NOOP("ProblemWords", "A packet for a namespace that this session has not connected to, or has left. Socket.IO 4 closes the connection when a client sends one.")},
    {Problem::SioUnknownAck, QT_TRANSLATE_NOOP("ProblemWords", "Answer to nothing"),
     QT_TRANSLATE_NOOP("ProblemWords", "No message with this ack id was seen in the other direction; the receiver ignores the answer.")},
    {Problem::SioRepeatedAck, QT_TRANSLATE_NOOP("ProblemWords", "Answered twice"),
     QT_TRANSLATE_NOOP("ProblemWords", "This ack id was answered before; the receiver ignores the second answer. The handler calls its callback more than once.")},
    {Problem::SioConnectWithoutSid, QT_TRANSLATE_NOOP("ProblemWords", "Connect without sid"),
     QT_TRANSLATE_NOOP("ProblemWords", "In Engine.IO 4 the server's connect carries a sid. Clients say: \"It seems you are trying to reach a Socket.IO server in v2.x with a v3.x client\".")},
    {Problem::SioConnectError, QT_TRANSLATE_NOOP("ProblemWords", "Connect refused"),
     QT_TRANSLATE_NOOP("ProblemWords", "The server refused the namespace: a middleware said no, or it does not exist (\"Invalid namespace\"). The app sees connect_error, and does not try again by itself.")},
    {Problem::AdminBadEvent, QT_TRANSLATE_NOOP("ProblemWords", "Admin event not understood"),
     QT_TRANSLATE_NOOP("ProblemWords", "An event of the server's admin namespace has not the arguments that @socket.io/admin-ui gives it. It, or what of it cannot be read, is left out of rooms and sockets.")},
    // the connection
    {Problem::TapRefused, QT_TRANSLATE_NOOP("ProblemWords", "Target refused the connection"),
     QT_TRANSLATE_NOOP("ProblemWords", "Nothing listens at the tap's target. Is the server running, on that port and address (127.0.0.1 or ::1)?")},
    {Problem::TapHostNotFound, QT_TRANSLATE_NOOP("ProblemWords", "Target's host not found"),
     QT_TRANSLATE_NOOP("ProblemWords", "No address is known for the target's name. A typo, a missing line in the hosts file, or a name server that cannot be asked?")},
    {Problem::TapUnreachable, QT_TRANSLATE_NOOP("ProblemWords", "Target not reachable"),
     QT_TRANSLATE_NOOP("ProblemWords", "There is no way to the target's address or its network.")},
    {Problem::TapTimedOut, QT_TRANSLATE_NOOP("ProblemWords", "Target did not answer"),
     QT_TRANSLATE_NOOP("ProblemWords", "The connection to the target was not made in time. A firewall may drop it silently.")},
    {Problem::TapTlsFailed, QT_TRANSLATE_NOOP("ProblemWords", "TLS to the target failed"),
     QT_TRANSLATE_NOOP("ProblemWords", "The target's certificate could not be verified, or it speaks no TLS. For a certificate of your own, let this tap accept it.")},
    {Problem::TapProxyFailed, QT_TRANSLATE_NOOP("ProblemWords", "Upstream proxy failed"),
     QT_TRANSLATE_NOOP("ProblemWords", "The proxy that stands between the tap and its target is not there, wants other credentials, or could not reach the target.")},
    {Problem::TapReset, QT_TRANSLATE_NOOP("ProblemWords", "Connection reset"),
     QT_TRANSLATE_NOOP("ProblemWords", "One side dropped the connection instead of ending it: a crash, a kill, or a program that closed with data unread.")},
    {Problem::TapCutOff, QT_TRANSLATE_NOOP("ProblemWords", "Cut when the tap stopped"),
     QT_TRANSLATE_NOOP("ProblemWords", "The tap was removed or the program ended while the connection was open.")},
    {Problem::TapAnsweredItself, QT_TRANSLATE_NOOP("ProblemWords", "Answered by the tap"),
     QT_TRANSLATE_NOOP("ProblemWords", "The target could not be asked, or its connection ended before it answered, so the tap answered 502 itself. Only in the second case may the server have seen the request.")},
    {Problem::TapRule, QT_TRANSLATE_NOOP("ProblemWords", "Done by a rule"),
     QT_TRANSLATE_NOOP("ProblemWords", "A rule of the tap, or you, wanted this: a request answered in the server's place, a connection refused, cut or closed. The target did not do it.")},
    {Problem::TapBytesMissing, QT_TRANSLATE_NOOP("ProblemWords", "Bytes are missing"),
     QT_TRANSLATE_NOOP("ProblemWords", "Whoever captured what was imported did not have all of it: packets were dropped, or cut by a snapshot length. In what is said to be so zeros stand in the place of what is missing.")},
}};
// clang-format on

constexpr bool isInOrder()
{
    for (std::size_t i = 0; i < Entries.size(); ++i) {
        if (static_cast<std::size_t>(Entries[i].problem) != i)
            return false;
    }
    return true;
}
static_assert(isInOrder(), "the table follows the enumeration");

} // namespace

ProblemWords problemWords(Problem problem)
{
    const Entry &entry = Entries[static_cast<std::size_t>(problem)];
    return {QCoreApplication::translate(Context, entry.title),
            QCoreApplication::translate(Context, entry.meaning)};
}

QString problemTableMarkdown()
{
    QString table;
    for (const Entry &entry : Entries) {
        table += QStringLiteral("| `%1` | %2 | %3 |\n")
                     .arg(QString::fromLatin1(problemCode(entry.problem)),
                          QString::fromUtf8(entry.title), QString::fromUtf8(entry.meaning));
    }
    return table;
}
