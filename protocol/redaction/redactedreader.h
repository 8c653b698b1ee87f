// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "protocol/capture/nametable.h"
#include "protocol/capture/storereader.h"
#include "protocol/redaction/textredactor.h"

namespace Redaction {

/// A capture as it is without the secrets of a plan. Whatever reads it, an export, a report or a
/// copy, sees their stand-ins only.
///
/// All sizes, places and numbers are those of the capture, because a stand-in is as long as what it
/// stands for. The one exception is a body with a content coding that holds a secret: it is coded
/// anew, and has the size that it then has, in its Content-Length too. A coded body that cannot be
/// decoded, or is longer than MostCodedBytes, becomes asterisks. Conditions of choose() look at the
/// capture as it is.
class RedactedReader : public Capture::StoreReader
{
public:
    RedactedReader(std::unique_ptr<Capture::StoreReader> reader, std::shared_ptr<const Plan> plan);
    ~RedactedReader() override = default;
    Q_DISABLE_COPY_MOVE(RedactedReader)

    const TextRedactor &redactor() const { return m_redactor; }
    /// What was coded anew in the place of a body; nothing if it is as it was, but for secrets of
    /// the same length.
    const std::optional<QByteArray> &recoded(Capture::Id exchange, Body body);

    std::vector<Capture::SourceRecord> sources() override;
    std::vector<Capture::ConnectionRecord> connections() override;
    std::vector<Capture::SessionRecord> sessions() override;
    std::vector<Capture::GapRecord> gaps() override { return m_reader->gaps(); }
    std::vector<Capture::ProblemRecord> problems(Capture::Id after, qint64 limit) override;
    std::vector<Capture::Annotation> annotations() override;
    std::vector<Capture::SessionNote> sessionNotes() override;
    Capture::About about() override;
    Capture::Totals totals() override { return m_reader->totals(); }
    qint64 alteredMessages() override { return m_reader->alteredMessages(); }
    std::vector<Capture::MembershipRecord> memberships(Capture::Id after, qint64 limit) override;
    std::vector<Capture::ServerRecord> servers() override;
    std::vector<Capture::SocketRecord> sockets() override;
    std::optional<Capture::SocketRecord> socket(quint32 source, const QByteArray &nsp,
                                                const QByteArray &socketId) override;
    std::vector<Capture::Id> messageIds(bool withHeartbeats) override
    {
        return m_reader->messageIds(withHeartbeats);
    }
    std::vector<Capture::Id> exchangeIds() override { return m_reader->exchangeIds(); }
    Capture::Id lastFrame() override { return m_reader->lastFrame(); }
    Capture::Id lastMessage() override { return m_reader->lastMessage(); }
    Capture::Id lastExchange() override { return m_reader->lastExchange(); }
    std::vector<Capture::MessageRow> messages(std::span<const Capture::Id> ids) override;
    std::vector<Capture::FrameRecord> frames(std::span<const Capture::Id> ids) override
    {
        return m_reader->frames(ids);
    }
    std::vector<Capture::ExchangeRow> exchanges(std::span<const Capture::Id> ids) override;
    std::optional<Capture::MessageRow> message(Capture::Id id) override;
    std::optional<Capture::ExchangeRecord> exchange(Capture::Id id) override;
    std::optional<Capture::ConnectionRecord> connection(Capture::Id id) override;
    std::vector<Capture::FrameRecord> framesOfMessage(Capture::Id message) override
    {
        return m_reader->framesOfMessage(message);
    }
    std::vector<Capture::ProblemRecord> problemsOfMessage(Capture::Id message) override;
    std::vector<Capture::AlterationRecord> alterations(Capture::Id message) override;
    Capture::Id handshakeOf(Capture::Id connection) override
    {
        return m_reader->handshakeOf(connection);
    }
    QByteArray messageBytes(Capture::Id message, qint64 offset, qint64 length) override;
    int attachmentCount(Capture::Id message) override { return m_reader->attachmentCount(message); }
    qint64 attachmentSize(Capture::Id message, int number) override
    {
        return m_reader->attachmentSize(message, number);
    }
    QByteArray attachmentBytes(Capture::Id message, int number, qint64 offset,
                               qint64 length) override;
    QByteArray exchangeBytes(Capture::Id exchange, Body body, qint64 offset,
                             qint64 length) override;
    Capture::Id choose(Rows rows, const Choice &choice, Capture::Id after, Capture::Id last,
                       const std::atomic_bool &cancelled,
                       const std::function<void(std::span<const Capture::Id>)> &found) override
    {
        return m_reader->choose(rows, choice, after, last, cancelled, found);
    }
    Capture::Id
    timeline(Capture::Id after, const std::atomic_bool &cancelled,
             const std::function<void(std::span<const Capture::MessageTick>)> &found) override
    {
        return m_reader->timeline(after, cancelled, found);
    }
    Capture::Id
    messageFacts(Capture::Id after, Capture::NameTable &names, const std::atomic_bool &cancelled,
                 const std::function<void(std::span<const Capture::MessageFacts>)> &found) override;
    Capture::Id exchangeFacts(
        Capture::Id after, const std::atomic_bool &cancelled,
        const std::function<void(std::span<const Capture::ExchangeFacts>)> &found) override
    {
        return m_reader->exchangeFacts(after, cancelled, found);
    }
    void forEachMessage(Capture::Id after, qint64 maxContent,
                        const std::function<bool(Capture::MessageRow &&)> &visit) override;
    QString errorText() const override { return m_reader->errorText(); }

private:
    /// A long content is redacted once for all its parts.
    struct Whole
    {
        char table = 0; ///< of which kind
        Capture::Id id = 0;
        int number = 0;
        QByteArray bytes;
    };
    using Read = std::function<QByteArray(qint64 offset, qint64 length)>;
    using Redact = std::function<QByteArray(const QByteArray &bytes)>;

    /// An exchange's parts that have another size now.
    struct Parts
    {
        Capture::Id exchange = 0;
        QByteArray requestHead;
        QByteArray responseHead;
        std::optional<QByteArray> requestBody;
        std::optional<QByteArray> responseBody;
        bool isRequestHidden = false; ///< asterisks
        bool isResponseHidden = false;
        bool isRequestForm = false;
        bool isResponseForm = false;
        qint64 requestSize = 0;
        qint64 responseSize = 0;
    };

    void redact(Capture::ConnectionRecord *connection) const;
    void redact(Capture::SocketRecord *socket) const;
    void redact(Capture::ProblemRecord *problem) const;
    void redact(Capture::MessageRow *row);
    QByteArray part(const Whole &of, qint64 size, qint64 offset, qint64 length, const Read &read,
                    const Redact &redact);
    const Parts &parts(const Capture::ExchangeRecord &exchange);
    const Parts &parts(Capture::Id exchange);
    void recode(const Capture::ExchangeRecord &exchange, Body body, QByteArray *head,
                std::optional<QByteArray> *recoded, bool *isHidden);
    quint32 redactedName(quint32 number, Capture::NameTable &names);

    const std::unique_ptr<Capture::StoreReader> m_reader;
    const std::shared_ptr<const Plan> m_plan;
    const TextRedactor m_redactor;
    Whole m_whole; // the last one
    Parts m_parts; // of the last exchange
    Capture::NameTable m_names; // as they are
    std::vector<quint32> m_redactedNames; // by their numbers in m_names; of the caller's table
    Capture::NameTable *m_namesOf = nullptr; // that table
};

} // namespace Redaction
