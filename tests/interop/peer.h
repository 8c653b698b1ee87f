// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QElapsedTimer>
#include <QEventLoop>
#include <QJsonDocument>
#include <QJsonObject>
#include <QList>
#include <QProcess>
#include <QTimer>

#include <csignal>

#include <sys/prctl.h>

/// A program that a test starts and that never outlives it, however that ends.
class Peer
{
public:
    static constexpr int PatienceMs = 120'000;

    Peer(const QString &program, const QStringList &arguments)
    {
        m_process.setChildProcessModifier([] { prctl(PR_SET_PDEATHSIG, SIGKILL); });
        m_process.start(program, arguments);
    }
    ~Peer()
    {
        if (m_process.state() != QProcess::NotRunning)
            m_process.kill();
        m_process.waitForFinished(PatienceMs);
    }
    Q_DISABLE_COPY_MOVE(Peer)

    /// Waits for the next whole line of the standard output; empty if none comes any more.
    QByteArray nextLine()
    {
        m_process.setReadChannel(QProcess::StandardOutput);
        return lineOf();
    }
    /// Of the standard error.
    QByteArray nextErrorLine()
    {
        m_process.setReadChannel(QProcess::StandardError);
        return lineOf();
    }
    QJsonObject nextObject() { return QJsonDocument::fromJson(nextLine()).object(); }

    void write(const QByteArray &bytes) { m_process.write(bytes); }
    void closeInput() { m_process.closeWriteChannel(); }

    /// Waits for the end, and reads what other peers say meanwhile, so that none of them has to
    /// wait; the exit code, -1 if it did not end by itself.
    int finish()
    {
        if (m_process.state() != QProcess::NotRunning) {
            QEventLoop loop;
            QObject::connect(&m_process, &QProcess::finished, &loop, &QEventLoop::quit);
            QTimer::singleShot(PatienceMs, &loop, &QEventLoop::quit);
            loop.exec();
        }
        if (m_process.state() != QProcess::NotRunning)
            return -1;
        return m_process.exitStatus() == QProcess::NormalExit ? m_process.exitCode() : -1;
    }
    void signal(int number) const
    {
        if (const qint64 process = id(); process > 0) // 0 is everyone of our own group
            ::kill(static_cast<pid_t>(process), number);
    }
    qint64 id() const { return m_process.processId(); }

    QByteArray output()
    {
        m_process.setReadChannel(QProcess::StandardOutput);
        return m_process.readAllStandardOutput();
    }
    QByteArray errors() { return m_process.readAllStandardError(); }

private:
    QByteArray lineOf()
    {
        QElapsedTimer timer;
        timer.start();
        while (!m_process.canReadLine() && timer.elapsed() < PatienceMs) {
            if (!m_process.waitForReadyRead(100) && m_process.state() == QProcess::NotRunning)
                break;
        }
        return m_process.canReadLine() ? m_process.readLine().trimmed() : QByteArray();
    }

    QProcess m_process;
};

/// The JSON objects of the lines of \a text.
inline QList<QJsonObject> objectsOf(const QByteArray &text)
{
    QList<QJsonObject> objects;
    for (const QByteArray &line : text.split('\n')) {
        if (!line.isEmpty())
            objects.append(QJsonDocument::fromJson(line).object());
    }
    return objects;
}
