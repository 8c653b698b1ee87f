// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/tapcontroller.h"

#include "app/capturedocument.h"
#include "app/settings.h"
#include "protocol/tap/tapspec.h"
#include "widgets/common/capturefeed.h"
#include "widgets/tap/tapdialog.h"

#include <optional>
#include <utility>

namespace {

/// The tap that a request describes, or a sentence about what is wrong with it.
std::optional<Tap::TapOptions> optionsOf(const TapRequest &request, QString *error)
{
    auto parsed = Tap::TapSpec::parse(request.listen.toUtf8() + '=' + request.target.toUtf8());
    if (!parsed.value) {
        *error = QString::fromUtf8(parsed.error);
        return std::nullopt;
    }
    switch (request.hostRewrite) {
    case TapRequest::HostRewrite::Auto:
        parsed.value->hostRewrite = Tap::HostRewrite::Auto;
        break;
    case TapRequest::HostRewrite::Always:
        parsed.value->hostRewrite = Tap::HostRewrite::Always;
        break;
    case TapRequest::HostRewrite::Never:
        parsed.value->hostRewrite = Tap::HostRewrite::Never;
        break;
    }
    parsed.value->tls.acceptsAny = request.acceptCertificate;
    return std::move(parsed.value);
}

} // namespace

TapController::TapController(CaptureDocument &document, CaptureFeed &feed, Settings &settings,
                             const Theme &theme, QWidget *window)
    : QObject(window)
    , m_document(document)
    , m_feed(feed)
    , m_settings(settings)
    , m_theme(theme)
    , m_window(window)
{
    connect(&feed, &CaptureFeed::advanced, this, &TapController::onAdvanced);
}

void TapController::showDialog()
{
    if (!m_dialog) {
        m_dialog = new TapDialog(m_theme, m_window);
        m_dialog->setAttribute(Qt::WA_DeleteOnClose);
        m_dialogSource = 0;
        TapRequest request;
        request.listen = m_settings.lastListen();
        request.target = m_settings.lastTarget();
        m_dialog->setRequest(request);
        connect(m_dialog, &TapDialog::startRequested, this, &TapController::onStartRequested);
        connect(m_dialog, &TapDialog::stopRequested, this, [this] { stop(m_dialogSource); });
    }
    m_dialog->show();
    m_dialog->raise();
    m_dialog->activateWindow();
}

void TapController::onStartRequested(const TapRequest &request)
{
    m_dialogSource = start(request);
    if (m_dialogSource != 0)
        m_settings.setLastTap(request.listen, request.target);
}

quint32 TapController::start(const TapRequest &request)
{
    QString error;
    const auto options = optionsOf(request, &error);
    if (!options) {
        sayFailed(error);
        return 0;
    }
    LiveCapture *live = m_document.record();
    if (!live) {
        sayFailed(tr("The capture could not be begun."));
        return 0;
    }
    follow(*live);
    return live->addTap(*options);
}

void TapController::follow(LiveCapture &live)
{
    if (m_followed == &live)
        return;
    m_followed = &live;
    connect(&live, &LiveCapture::tapStarted, this,
            [this](quint32 source, const QByteArray &address) {
                if (m_dialog && source == m_dialogSource)
                    m_dialog->tapStarted(QString::fromUtf8(address));
                emit tapStarted(source, QString::fromUtf8(address));
            });
    connect(&live, &LiveCapture::tapFailed, this, [this](quint32 source, const QByteArray &error) {
        Q_UNUSED(source)
        sayFailed(QString::fromUtf8(error));
    });
    connect(&live, &LiveCapture::tapRemoved, this, [this](quint32 source) {
        if (m_dialog && source == m_dialogSource)
            m_dialog->tapStopped();
    });
}

void TapController::stop(quint32 source)
{
    if (LiveCapture *live = m_document.live(); live && source != 0)
        live->removeTap(source);
}

void TapController::sayFailed(const QString &words)
{
    if (m_dialog)
        m_dialog->tapFailed(words);
    else
        emit m_document.failed(words);
}

void TapController::onAdvanced(const Capture::Advance &advance)
{
    if (!m_dialog || m_dialogSource == 0)
        return;
    for (const Capture::ConnectionRecord &connection : advance.connections) {
        if (connection.source != m_dialogSource)
            continue;
        if (connection.bytes.sent > 0)
            m_dialog->firstByteSeen(QString::fromUtf8(connection.client));
        else if (!connection.error.isEmpty())
            m_dialog->connectionFailed(QString::fromUtf8(connection.error));
    }
}
