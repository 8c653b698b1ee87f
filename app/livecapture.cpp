// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/livecapture.h"

#include "protocol/capture/storewriter.h"
#include "protocol/client/clienturl.h"
#include "protocol/net/filelimit.h"

#include <QDir>
#include <QFile>

#include <utility>

namespace {

using namespace std::chrono_literals;

// What may wait to be written, and how long for its commit: a tenth of a second of the heaviest
// traffic each, so that a process that is killed takes less than half a second with it.
constexpr qint64 WriterBudget = qint64(8) << 20;
constexpr auto CommitAfter = 100ms;

} // namespace

QString LiveCapture::stateFolder()
{
    QString folder = qEnvironmentVariable("XDG_STATE_HOME");
    if (folder.isEmpty())
        folder = QDir::home().filePath(QStringLiteral(".local/state"));
    return QDir(folder).filePath(QStringLiteral("sockscope"));
}

std::unique_ptr<LiveCapture> LiveCapture::start(const Options &options, QString *error)
{
    Net::raiseFileLimit();
    auto file = options.path.isEmpty() ? Capture::CaptureFile::createUnsaved(stateFolder(), error)
                                       : Capture::CaptureFile::lock(options.path, error);
    if (!file)
        return nullptr;
    auto store = Capture::StoreWriter::create(file->path(), error);
    if (!store)
        return nullptr;
    return std::unique_ptr<LiveCapture>(
        new LiveCapture(std::move(file), std::move(store), options));
}

LiveCapture::LiveCapture(std::unique_ptr<Capture::CaptureFile> file,
                         std::unique_ptr<Capture::RecordStore> store, const Options &options)
    : m_file(std::move(file))
    , m_recorder(
          std::move(store),
          [&options] {
              Capture::WriterOptions writer;
              writer.budget = WriterBudget;
              writer.commitAfter = CommitAfter;
              writer.neverLose = options.neverLose;
              return writer;
          }(),
          [this](Capture::Advance &&advance) {
              QMetaObject::invokeMethod(
                  this,
                  [this, shared = std::make_shared<Capture::Advance>(std::move(advance))] {
                      emit advanced(*shared);
                  },
                  Qt::QueuedConnection);
          },
          Capture::Recorder::Options {.now = [this] { return m_net.clock().now(); }})
    , m_taps(std::make_unique<Tap::TapSet>(m_net, m_recorder))
    , m_clients(std::make_unique<Client::ClientSet>(m_net, *m_taps))
{
    connect(m_taps.get(), &Tap::TapSet::started, this,
            [this](quint32 source, const QByteArray &address) {
                const Tap::TapOptions tap = m_tapOptions.value(source);
                const Tap::TargetUrl &target = tap.target;
                m_recorder.addSource({.id = source,
                                      .type = Capture::SourceRecord::Type::Tap,
                                      .name = address + " -> " + target.toText(),
                                      .listen = address,
                                      .target = target.toText(),
                                      .time = m_net.clock().now(),
                                      .dialect = tap.dialect});
                emit tapStarted(source, address);
            });
    connect(m_taps.get(), &Tap::TapSet::failed, this, &LiveCapture::tapFailed);
    connect(m_taps.get(), &Tap::TapSet::removed, this, &LiveCapture::tapRemoved);
}

LiveCapture::~LiveCapture()
{
    stop(nullptr);
}

quint32 LiveCapture::addTap(const Tap::TapOptions &options)
{
    const quint32 source = ++m_lastSource;
    m_tapOptions.insert(source, options);
    m_taps->add(source, options);
    return source;
}

void LiveCapture::removeTap(quint32 source)
{
    m_taps->remove(source);
}

quint32 LiveCapture::addClient(const Client::ClientOptions &options,
                               Capture::SourceRecord::Type type)
{
    const quint32 source = ++m_lastSource;
    const QByteArray name = sourceName(options);
    m_recorder.addSource({.id = source,
                          .type = type,
                          .name = name,
                          .listen = {},
                          .target = name,
                          .time = m_net.clock().now(),
                          .dialect = {}});
    m_clients->add(source, options);
    return source;
}

QByteArray LiveCapture::sourceName(const Client::ClientOptions &options)
{
    const auto url = Client::ClientUrl::parse(options.url);
    if (!url.error.isEmpty())
        return options.url;
    const bool isPlain = options.protocol == Client::Protocol::WebSocket;
    return url.target.toText() + (isPlain && url.path != "/" ? url.path : QByteArray());
}

Tap::TapCounts LiveCapture::tapCounts(quint32 source) const
{
    return m_taps->counts(source);
}

void LiveCapture::setPaused(bool paused)
{
    m_isPaused = paused;
    m_recorder.setPaused(paused);
}

void LiveCapture::annotate(const Capture::Remark &remark)
{
    m_recorder.writer().annotate(remark);
}

void LiveCapture::keepGuesses(const std::vector<Capture::MembershipRecord> &guesses)
{
    m_recorder.writer().keepGuesses(guesses);
}

void LiveCapture::saveAs(const QString &path)
{
    QString error;
    auto file = std::shared_ptr(Capture::CaptureFile::lock(path, &error));
    if (!file) {
        emit savedAs(path, error);
        return;
    }
    const auto oldFile
        = isUnsaved() ? Capture::RecordStore::OldFile::Remove : Capture::RecordStore::OldFile::Keep;
    m_recorder.writer().saveAs(path, oldFile, [this, path, file](const QString &failure) {
        QMetaObject::invokeMethod(
            this,
            [this, path, failure, file]() mutable {
                if (failure.isEmpty()) {
                    QString lockError;
                    file.reset(); // ours again at once: the lock of the new name
                    if (auto saved = Capture::CaptureFile::lock(path, &lockError))
                        m_file = std::move(saved);
                }
                emit savedAs(path, failure);
            },
            Qt::QueuedConnection);
    });
}

QString LiveCapture::path() const
{
    return m_recorder.writer().path();
}

bool LiveCapture::stop(QString *error)
{
    if (std::exchange(m_isStopped, true))
        return true;
    m_recorder.finishing();
    m_clients.reset();
    m_taps.reset();
    const bool isFinished = m_recorder.stop();
    if (!isFinished && error)
        *error = m_recorder.writer().errorText();
    return isFinished;
}
