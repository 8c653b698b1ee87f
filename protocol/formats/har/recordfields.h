// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "protocol/capture/storereader.h"

/// The fields of records under the names that the tables of a capture have, said once for writing
/// (FieldWriter) and for reading (FieldReader). A field that has its usual value is not written.
namespace Formats::RecordFields {

template<typename Visitor, typename Record>
void source(Visitor &visit, Record &record)
{
    using Type = Capture::SourceRecord::Type;
    visit("id", record.id);
    visit.choice("type", record.type, Type::Admin);
    visit("name", record.name);
    visit("listen", record.listen);
    visit("target", record.target);
    visit("time", record.time);
}

template<typename Visitor, typename Record>
void connection(Visitor &visit, Record &record)
{
    using End = Capture::ConnectionRecord::End;
    visit("id", record.id);
    visit("source", record.source);
    visit("session", record.session);
    visit("opened", record.opened);
    visit("closed", record.closed);
    visit("client", record.client);
    visit("target", record.target);
    visit("peer", record.peer);
    visit("tls", record.tls);
    visit.choice("sent_end", record.ends[0], End::Reset);
    visit.choice("received_end", record.ends[1], End::Reset);
    visit("sent_bytes", record.bytes.sent);
    visit("received_bytes", record.bytes.received);
    visit("changes", record.changes);
    visit("problems", record.problems);
    visit("error", record.error);
}

template<typename Visitor, typename Record>
void session(Visitor &visit, Record &record)
{
    using Session = Capture::SessionRecord;
    visit("id", record.id);
    visit("source", record.source);
    visit.choice("type", record.type, Session::Type::Raw);
    visit.choice("state", record.state, Session::State::Closed);
    visit("engineio", record.engineIo);
    visit("socketio", record.socketIo);
    visit("is_msgpack", record.isMsgpack);
    visit("sid", record.sid);
    visit("path", record.path);
    visit("subprotocol", record.subprotocol);
    visit("opened", record.opened);
    visit("closed", record.closed);
    visit("close_reason", record.closeReason);
    visit("follows", record.follows);
    visit("ping_interval_ms", record.pingIntervalMs);
    visit("ping_timeout_ms", record.pingTimeoutMs);
    visit("max_payload", record.maxPayload);
    visit("sent_messages", record.sentMessages);
    visit("received_messages", record.receivedMessages);
    visit("sent_payload_bytes", record.payloadBytes.sent);
    visit("received_payload_bytes", record.payloadBytes.received);
    visit("sent_wire_bytes", record.wireBytes.sent);
    visit("received_wire_bytes", record.wireBytes.received);
    visit("problems", record.problems);
}

template<typename Visitor, typename Record>
void namespaceState(Visitor &visit, Record &record)
{
    visit("name", record.name);
    visit("socket_id", record.socketId);
    visit("is_connected", record.isConnected);
}

template<typename Visitor, typename Record>
void transportStep(Visitor &visit, Record &record)
{
    visit("time", record.time);
    visit.choice("stage", record.stage, Capture::TransportStep::Stage::Closed);
    visit("connection", record.connection);
}

/// Without its heads and bodies.
template<typename Visitor, typename Record>
void exchange(Visitor &visit, Record &record)
{
    visit("id", record.id);
    visit("connection", record.connection);
    visit("session", record.session);
    visit("message", record.message);
    visit("request_started", record.requestStarted);
    visit("request_ended", record.requestEnded);
    visit("response_started", record.responseStarted);
    visit("response_ended", record.responseEnded);
    visit("method", record.method);
    visit("target", record.target);
    visit("status", record.status);
    visit("interim_heads", record.interimHeads);
    visit("sent_wire_bytes", record.wireBytes.sent);
    visit("received_wire_bytes", record.wireBytes.received);
    visit("request_coding", record.requestCoding);
    visit("response_coding", record.responseCoding);
    visit("is_handshake", record.isHandshake);
    visit("is_polling", record.isPolling);
    visit("is_ours", record.isOurs);
    visit.choice("aside", record.aside, Capture::Aside::Admin);
    visit("problems", record.problems);
}

template<typename Visitor, typename Record>
void frame(Visitor &visit, Record &record)
{
    visit("id", record.id);
    visit("time", record.time);
    visit("connection", record.connection);
    visit("message", record.message);
    visit.choice("direction", record.direction, Capture::Direction::Received);
    visit("first_byte", record.firstByte);
    visit("is_masked", record.isMasked);
    visit.bytes("mask_key", record.key);
    visit("header_bytes", record.headerBytes);
    visit("payload_bytes", record.payloadBytes);
    visit("stored_bytes", record.storedBytes, record.payloadBytes);
    visit("plain_bytes", record.plainBytes, record.payloadBytes);
    visit("problems", record.problems);
}

/// Without its content and attachments.
template<typename Visitor, typename Record>
void message(Visitor &visit, Record &record)
{
    visit("id", record.id);
    visit("time", record.time);
    visit("session", record.session);
    visit("connection", record.connection);
    visit("exchange", record.exchange);
    visit.choice("direction", record.direction, Capture::Direction::Received);
    visit.choice("transport", record.transport, Capture::Transport::Polling);
    visit.choice("kind", record.kind, Capture::Kind::Raw);
    visit("engineio", record.engineIo, qint8(-1));
    visit("socketio", record.socketIo, qint8(-1));
    visit("is_binary", record.isBinary);
    visit("is_msgpack", record.isMsgpack);
    visit("namespace", record.nsp);
    visit("event", record.event);
    visit.choice("dialect", record.dialect, Dialects::Dialect::JsonRpc);
    visit("verb", record.verb);
    visit.choice("aside", record.aside, Capture::Aside::Admin);
    visit("ack_id", record.ackId, qint64(-1));
    visit("ack_of", record.ackOf);
    visit("ack_latency_us", record.ackLatencyUs, qint64(-1));
    visit("data_offset", record.dataOffset);
    visit("payload_bytes", record.payloadBytes);
    visit("socketio_bytes", record.socketIoBytes);
    visit("engineio_bytes", record.engineIoBytes);
    visit("transport_bytes", record.transportBytes);
    visit("saved_bytes", record.savedBytes);
    visit("changed", record.changed);
    visit("problems", record.problems);
}

template<typename Visitor, typename Record>
void alteration(Visitor &visit, Record &record)
{
    visit.choice("what", record.alteration.what, Capture::Alteration::What::Answered);
    visit("time", record.time);
    visit("done_by", record.alteration.by);
    visit("held_us", record.alteration.heldUs);
    visit("other", record.alteration.other);
    visit("other_is_binary", record.alteration.otherIsBinary);
}

template<typename Visitor, typename Record>
void problem(Visitor &visit, Record &record)
{
    visit("id", record.id);
    visit("time", record.time);
    visit("problem", record.problem);
    visit("session", record.session);
    visit("connection", record.connection);
    visit("exchange", record.exchange);
    visit("message", record.message);
    visit("frame", record.frame);
    visit("detail", record.detail);
}

template<typename Visitor, typename Record>
void gap(Visitor &visit, Record &record)
{
    visit("id", record.id);
    visit("started", record.started);
    visit("ended", record.ended);
    visit.choice("cause", record.cause, Capture::GapRecord::Cause::Missing);
    visit("messages", record.messages);
    visit("frames", record.frames);
    visit("bytes", record.bytes);
}

template<typename Visitor, typename Record>
void annotation(Visitor &visit, Record &record)
{
    visit("message", record.message);
    visit("is_bookmarked", record.isBookmarked);
    visit("note", record.note);
}

template<typename Visitor, typename Record>
void sessionNote(Visitor &visit, Record &record)
{
    visit("session", record.session);
    visit("note", record.note);
}

template<typename Visitor, typename Record>
void about(Visitor &visit, Record &record)
{
    visit("title", record.title);
    visit("description", record.description);
}

template<typename Visitor, typename Record>
void membership(Visitor &visit, Record &record)
{
    visit("id", record.id);
    visit("source", record.source);
    visit.choice("how", record.how, Capture::MembershipRecord::How::Inferred);
    visit("namespace", record.nsp);
    visit("room", record.room);
    visit("member", record.member);
    visit("session", record.session);
    visit("began", record.began);
    visit("was_present", record.wasPresent);
    visit("ended", record.ended);
    visit("was_lost", record.wasLost);
    visit("joined_by", record.joinedBy);
    visit("left_by", record.leftBy);
    visit("evidence", record.evidence);
}

template<typename Visitor, typename Record>
void server(Visitor &visit, Record &record)
{
    visit("id", record.id);
    visit("source", record.source);
    visit("name", record.name);
    visit("host", record.host);
    visit("pid", record.pid);
    visit("uptime_ms", record.uptimeMs);
    visit("clients", record.clients);
    visit("polling_clients", record.pollingClients);
    visit("time", record.time);
}

template<typename Visitor, typename Record>
void socket(Visitor &visit, Record &record)
{
    visit("id", record.id);
    visit("source", record.source);
    visit("namespace", record.nsp);
    visit("socket_id", record.socketId);
    visit("client_id", record.clientId);
    visit("transport", record.transport);
    visit("address", record.address);
    visit("handshake", record.handshake);
    visit("data", record.data);
    visit("connected", record.connected);
    visit("disconnected", record.disconnected);
    visit("reason", record.reason);
}

template<typename Visitor, typename Count>
void byteCount(Visitor &visit, const char *sent, const char *received, Count &count)
{
    visit(sent, count.sent);
    visit(received, count.received);
}

template<typename Visitor, typename Record>
void totals(Visitor &visit, Record &record)
{
    visit("connections", record.connections);
    visit("sessions", record.sessions);
    visit("exchanges", record.exchanges);
    visit("frames", record.frames);
    visit("messages", record.messages);
    visit("problems", record.problems);
    byteCount(visit, "sent_payload", "received_payload", record.payload);
    byteCount(visit, "sent_socketio", "received_socketio", record.socketIo);
    byteCount(visit, "sent_engineio", "received_engineio", record.engineIo);
    byteCount(visit, "sent_websocket", "received_websocket", record.webSocket);
    byteCount(visit, "sent_saved", "received_saved", record.saved);
    byteCount(visit, "sent_wire", "received_wire", record.wire);
    visit("gaps", record.gaps);
    visit("gap_messages", record.gapMessages);
    visit("gap_bytes", record.gapBytes);
}

} // namespace Formats::RecordFields
