// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/capturedocument.h"

#include "protocol/capture/annotationstore.h"
#include "protocol/capture/guessstore.h"
#include "protocol/capture/storereader.h"

#include <QFileInfo>

#include <utility>

namespace {

CaptureFeed::Opener openerOf(const QString &path)
{
    return [path] { return Capture::StoreReader::open(path, nullptr); };
}

} // namespace

CaptureDocument::CaptureDocument(CaptureFeed &feed, QObject *parent)
    : QObject(parent)
    , m_feed(feed)
{
}

CaptureDocument::~CaptureDocument()
{
    m_feed.close();
}

LiveCapture *CaptureDocument::record()
{
    if (m_live)
        return m_live.get();
    QString error;
    auto live = LiveCapture::start({}, &error);
    if (!live) {
        emit failed(error);
        return nullptr;
    }
    auto reader = Capture::StoreReader::open(live->path(), &error);
    if (!reader) {
        emit failed(error);
        return nullptr;
    }
    m_live = std::move(live);
    m_path = m_live->path();
    m_feed.open(std::move(reader), openerOf(m_path));
    connect(m_live.get(), &LiveCapture::advanced, &m_feed, &CaptureFeed::apply);
    connect(m_live.get(), &LiveCapture::savedAs, this, &CaptureDocument::onSavedAs);
    emit changed();
    return m_live.get();
}

bool CaptureDocument::open(const QString &path, QString *error)
{
    auto reader = Capture::StoreReader::open(path, error);
    if (!reader)
        return false;
    m_path = path;
    m_feed.open(std::move(reader), openerOf(path));
    emit changed();
    return true;
}

bool CaptureDocument::openImported(std::unique_ptr<Capture::CaptureFile> file, QString *error)
{
    if (!open(file->path(), error))
        return false;
    m_file = std::move(file);
    emit changed();
    return true;
}

bool CaptureDocument::openUnsaved(const QString &path, QString *error)
{
    const bool isCrashed = QFileInfo::exists(path + QStringLiteral("-wal"));
    const QString whole = isCrashed ? Capture::recoverCapture(path, error) : path;
    if (whole.isEmpty() || !open(whole, error))
        return false;
    m_isKeptUnsaved = true;
    emit changed();
    return true;
}

void CaptureDocument::saveAs(const QString &path)
{
    if (m_live) {
        m_live->saveAs(path);
        return;
    }
    QString error;
    auto file = m_file ? std::move(m_file) : Capture::CaptureFile::lock(m_path, &error);
    if (!file || !file->save(path, &error)) {
        m_file = std::move(file);
        emit failed(error);
        return;
    }
    if (m_isKeptUnsaved)
        m_unwanted = m_path;
    m_file.reset();
    onSavedAs(path, {});
}

void CaptureDocument::onSavedAs(const QString &path, const QString &error)
{
    if (!error.isEmpty()) {
        emit failed(error);
        return;
    }
    QString openError;
    auto reader = Capture::StoreReader::open(path, &openError);
    if (!reader) {
        emit failed(openError);
        return;
    }
    m_path = path;
    m_isKeptUnsaved = false;
    m_feed.moveTo(std::move(reader), openerOf(path));
    if (!m_unwanted.isEmpty())
        Capture::removeCapture(std::exchange(m_unwanted, {}));
    emit saved(path);
    emit changed();
}

bool CaptureDocument::annotate(const Capture::Remark &remark)
{
    if (m_live) {
        m_live->annotate(remark);
        return true;
    }
    if (isEmpty())
        return false;
    const auto change
        = [&](QString *error) { return Capture::storeAnnotation(m_path, remark, error); };
    if (!edit(change))
        return false;
    m_feed.annotate(remark);
    return true;
}

bool CaptureDocument::keepGuesses(const std::vector<Capture::MembershipRecord> &guesses)
{
    if (m_live) {
        m_live->keepGuesses(guesses);
        return true;
    }
    return !isEmpty()
        && edit([&](QString *error) { return Capture::storeGuesses(m_path, guesses, error); });
}

/// Changes the file, which nobody records into.
bool CaptureDocument::edit(const std::function<bool(QString *error)> &change)
{
    QString error;
    // Not while another program records into it; an unsaved capture is ours already.
    const auto file = m_file ? nullptr : Capture::CaptureFile::lock(m_path, &error);
    if ((!file && !m_file) || !change(&error)) {
        emit failed(tr("Not kept: %1").arg(error));
        return false;
    }
    // A file of an older format is one of this version's now.
    if (auto reader = Capture::StoreReader::open(m_path, &error))
        m_feed.moveTo(std::move(reader), openerOf(m_path));
    return true;
}

bool CaptureDocument::stop()
{
    if (!m_live)
        return true;
    emit stopping();
    m_feed.close(); // a file that others read cannot become one plain file
    QString error;
    const bool isFinished = m_live->stop(&error);
    if (!isFinished)
        emit failed(error);
    m_file = m_live->takeFile();
    m_live.reset();
    if (auto reader = Capture::StoreReader::open(m_path, &error))
        m_feed.open(std::move(reader), openerOf(m_path));
    emit changed();
    return isFinished;
}

void CaptureDocument::discard()
{
    stop();
    m_feed.close();
    if (m_file && m_file->isUnsaved())
        m_file->discard();
    else if (m_isKeptUnsaved)
        Capture::removeCapture(m_path);
    m_isKeptUnsaved = false;
    m_file.reset();
    m_path.clear();
    emit changed();
}

bool CaptureDocument::isUnsaved() const
{
    return m_live ? m_live->isUnsaved() : m_isKeptUnsaved || (m_file && m_file->isUnsaved());
}
