// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QByteArray>
#include <QObject>
#include <QString>

#include <functional>
#include <memory>

/// Bytes of one thing that is shown, read a part at a time: a message's content, an attachment, a
/// body without its content coding.
struct Payload
{
    /// What is read before anything is asked for.
    static constexpr qint64 FirstPart = qint64(1) << 20;

    QString name; ///< "Message", "Attachment 1", "Response"
    QByteArray head; ///< the first part; all of it once it was loaded
    qint64 size = 0; ///< of the whole; -1 while that is not known (a body not yet decoded)
    bool isWhole = true; ///< head is all there is
    /// Some of the bytes, wherever they are.
    std::function<QByteArray(qint64 offset, qint64 length)> read;
    /// All at once, where it cannot be read in parts; empty otherwise.
    std::function<QByteArray()> readWhole;
    QString note; ///< what the user should know of it, for example that decoding failed

    /// Bytes that can be shown now without loading all.
    qint64 readableSize() const { return size >= 0 && read ? size : head.size(); }
    QByteArray bytesAt(qint64 offset, qint64 length) const;
};

/// Loads the rest of a payload in slices between other events, so that the window stays alive.
/// UI thread; stop() or another start() ends it at once.
class PayloadLoader : public QObject
{
    Q_OBJECT

public:
    static constexpr qint64 Slice = qint64(2) << 20;

    explicit PayloadLoader(QObject *parent = nullptr);

    void start(std::shared_ptr<Payload> payload);
    void stop();
    bool isRunning() const { return m_payload != nullptr; }
    qint64 loadedBytes() const { return m_bytes.size(); }

signals:
    void progressed(qint64 loadedBytes);
    /// The payload is whole now.
    void finished();

private:
    void step(quint64 run);

    std::shared_ptr<Payload> m_payload;
    QByteArray m_bytes;
    quint64 m_run = 0;
};
