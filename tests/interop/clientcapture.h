// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "protocol/capture/recorder.h"
#include "protocol/capture/storewriter.h"
#include "protocol/client/clientset.h"
#include "protocol/tap/tapset.h"
#include "tests/interop/capturedlines.h"

#include <QTemporaryDir>

/// A capture in a folder of its own that is being recorded, with clients of our own.
class ClientCapture
{
public:
    ClientCapture()
        : m_recorder(Capture::StoreWriter::create(path(), &error), {}, [](Capture::Advance &&) {},
                     {.now = [this] { return m_net.clock().now(); }})
        , m_taps(std::make_unique<Tap::TapSet>(m_net, m_recorder))
        , m_clients(std::make_unique<Client::ClientSet>(m_net, *m_taps))
    {
    }
    ~ClientCapture() { stop(); }
    Q_DISABLE_COPY_MOVE(ClientCapture)

    void add(quint32 source, const Client::ClientOptions &options)
    {
        m_recorder.addSource({.id = source,
                              .type = Capture::SourceRecord::Type::Client,
                              .name = options.url,
                              .target = options.url,
                              .time = m_net.clock().now()});
        m_clients->add(source, options);
    }
    Client::ClientSet &clients() { return *m_clients; }
    QString path() const { return m_folder.filePath(QStringLiteral("test.sockscope")); }

    /// Stops, and reads what was recorded; if that fails, error says why.
    QList<QJsonObject> finish()
    {
        stop();
        return error.isEmpty() ? capturedLines(path(), &error) : QList<QJsonObject>();
    }

    QString error; ///< empty if all went well

private:
    void stop()
    {
        m_clients.reset();
        m_taps.reset();
        if (!m_recorder.stop())
            error = m_recorder.writer().errorText();
    }

    QTemporaryDir m_folder;
    Net::NetThread m_net;
    Capture::Recorder m_recorder;
    std::unique_ptr<Tap::TapSet> m_taps;
    std::unique_ptr<Client::ClientSet> m_clients;
};
