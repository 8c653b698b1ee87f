// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "app/livecapture.h"
#include "tests/interop/capturedlines.h"

#include <QSignalSpy>
#include <QTemporaryDir>

/// A capture in a folder of its own that is being recorded, with one tap.
class TappedCapture
{
public:
    /// A tap in front of that port of 127.0.0.1.
    explicit TappedCapture(quint16 target)
        : m_capture(LiveCapture::start({.path = path()}, &error))
    {
        if (!m_capture)
            return;
        Tap::TapOptions options;
        options.target.host = "127.0.0.1";
        options.target.port = target;
        QSignalSpy started(m_capture.get(), &LiveCapture::tapStarted);
        m_capture->addTap(options);
        if (started.isEmpty() && !started.wait()) {
            error = QStringLiteral("the tap does not listen");
            return;
        }
        const QByteArray address = started.first().at(1).toByteArray();
        m_port = address.mid(address.lastIndexOf(':') + 1).toUShort();
    }

    quint16 port() const { return m_port; }
    QString path() const { return m_folder.filePath(QStringLiteral("test.sockscope")); }
    LiveCapture &live() { return *m_capture; }

    /// Stops, and reads what was recorded; if that fails, error says why.
    QList<QJsonObject> finish()
    {
        if (!m_capture->stop(&error))
            return {};
        return capturedLines(path(), &error);
    }

    QString error; ///< empty if all went well

private:
    QTemporaryDir m_folder;
    std::unique_ptr<LiveCapture> m_capture;
    quint16 m_port = 0;
};
