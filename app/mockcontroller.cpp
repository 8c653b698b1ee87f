// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/mockcontroller.h"

#include "app/capturedocument.h"
#include "app/tapcontroller.h"
#include "protocol/answers/answerfile.h"
#include "protocol/tap/tapspec.h"
#include "widgets/common/capturefeed.h"
#include "widgets/common/selection.h"
#include "widgets/common/words.h"

#include <QFile>
#include <QFileDialog>
#include <QSaveFile>

#include <utility>

namespace {

/// Something to begin with.
constexpr char FirstAnswers[] = R"({
  "sockscope-answers": 1,
  "answers": [
    {"name": "greet", "when": "connect", "do": "emit", "event": "welcome",
     "args": [{"$id": true}]},
    {"name": "chat", "match": "event:\"chat message\"", "do": "emit", "event": "chat message",
     "args": [{"$arg": 0}], "to": "others"},
    {"name": "late ack", "do": "ack", "args": ["ok", {"$count": true}], "time": "300ms"}
  ]
}
)";

Answers::SiteOptions siteOptions()
{
    Answers::SiteOptions options;
    options.engine.cors = true;
    options.engine.deflate = true;
    options.engine.revision3 = true;
    return options;
}

MockController::Questions fileDialogs()
{
    const auto filter = [] { return MockController::tr("Answers (*.json)"); };
    MockController::Questions questions;
    questions.fileToOpen = [filter](QWidget *parent) {
        return QFileDialog::getOpenFileName(parent, MockController::tr("Open answers"), {},
                                            filter());
    };
    questions.fileToSave = [filter](QWidget *parent) {
        return QFileDialog::getSaveFileName(parent, MockController::tr("Save the answers"),
                                            QStringLiteral("answers.json"), filter());
    };
    return questions;
}

} // namespace

MockController::MockController(const Parts &parts, QWidget *window)
    : QObject(window)
    , m_parts(parts)
    , m_window(window)
    , m_questions(fileDialogs())
{
    m_request.answers = FirstAnswers;
    connect(&m_parts.selection, &Selection::changed, this, &MockController::showSession);
    connect(&m_parts.feed, &CaptureFeed::opened, this, &MockController::showSession);
    // A session is written later than the first messages that were selected of it.
    connect(&m_parts.feed, &CaptureFeed::advanced, this, &MockController::showSession);
    connect(&m_parts.document, &CaptureDocument::stopping, this, [this] {
        if (m_tap != 0)
            stop();
    });
    connect(&m_parts.document, &CaptureDocument::failed, this, [this](const QString &words) {
        if (m_tap != 0 && m_tapAddress.isEmpty())
            fail(words);
    });
    connect(&m_parts.taps, &TapController::tapStarted, this,
            [this](quint32 source, const QString &address) {
                if (source != m_tap || m_address.isEmpty())
                    return;
                m_tapAddress = address;
                if (m_dialog)
                    m_dialog->started(QStringLiteral("http://") + m_address,
                                      QStringLiteral("http://") + address);
            });
}

MockController::~MockController() = default;

void MockController::showDialog()
{
    if (!m_dialog) {
        m_dialog = new MockDialog(m_parts.theme, m_window);
        m_dialog->setAttribute(Qt::WA_DeleteOnClose);
        m_dialog->setRequest(m_request);
        connect(m_dialog, &MockDialog::startRequested, this, &MockController::start);
        connect(m_dialog, &MockDialog::stopRequested, this, &MockController::stop);
        connect(m_dialog, &MockDialog::openRequested, this, &MockController::openFile);
        connect(m_dialog, &MockDialog::saveRequested, this, &MockController::saveFile);
        connect(m_dialog, &QDialog::finished, this,
                [this] { m_request = m_dialog ? m_dialog->request() : m_request; });
        showSession();
        if (!m_address.isEmpty()) {
            m_dialog->started(QStringLiteral("http://") + m_address,
                              m_tapAddress.isEmpty() ? QString()
                                                     : QStringLiteral("http://") + m_tapAddress);
        }
    }
    m_dialog->show();
    m_dialog->raise();
    m_dialog->activateWindow();
}

void MockController::showSession()
{
    if (!m_dialog || !m_address.isEmpty())
        return;
    QString words;
    if (const auto *session = m_parts.feed.session(m_parts.selection.session())) {
        words = tr("%1 (%2), session %3, with what was recorded of it when the server starts.")
                    .arg(sessionTitle(*session), sessionProtocol(*session))
                    .arg(session->id);
    }
    m_dialog->setSession(words);
}

std::optional<Answers::MockServer::Plan> MockController::planOf(const MockRequest &request,
                                                                QString *error)
{
    if (request.source == MockRequest::Source::Answers) {
        auto read = Answers::fromFile(request.answers);
        if (const auto *fault = std::get_if<Answers::Fault>(&read)) {
            *error = QString::fromUtf8(Answers::sentence(*fault, request.answers));
            return std::nullopt;
        }
        return Answers::MockServer::FromFile {std::get<Answers::AnswerList>(std::move(read)),
                                              siteOptions()};
    }
    const auto reader = Capture::StoreReader::open(m_parts.document.path(), error);
    if (reader == nullptr)
        return std::nullopt;
    auto recording = Answers::recordingOf(*reader, m_parts.selection.session());
    if (const auto *sentence = std::get_if<QByteArray>(&recording)) {
        *error = QString::fromUtf8(*sentence);
        return std::nullopt;
    }
    Answers::MockServer::FromRecording served;
    served.recording = std::get<Answers::Recording>(std::move(recording));
    served.pace = request.pace;
    served.note = [this](const QByteArray &sentence) { // in the net thread
        QMetaObject::invokeMethod(
            this,
            [this, words = QString::fromUtf8(sentence)] {
                if (m_dialog)
                    m_dialog->note(words);
            },
            Qt::QueuedConnection);
    };
    return served;
}

void MockController::start(const MockRequest &request)
{
    stop();
    m_request = request;
    const auto listen = Tap::TapSpec::parseListen(request.listen.toUtf8());
    if (!listen.value)
        return fail(QString::fromUtf8(listen.error));
    QString error;
    auto plan = planOf(request, &error);
    if (!plan)
        return fail(error);
    if (m_net == nullptr) {
        m_net = std::make_unique<Net::NetThread>();
        m_server = std::make_unique<Answers::MockServer>(*m_net);
    }
    const QByteArray host
        = listen.value->address.isEmpty() ? QByteArray("127.0.0.1") : listen.value->address;
    const auto started = m_server->start(*std::move(plan), host, listen.value->port);
    if (!started.error.isEmpty())
        return fail(QString::fromUtf8(started.error));
    m_address = QString::fromUtf8(started.address);
    if (request.isTapped)
        startTap(request.tapListen);
    else if (m_dialog)
        m_dialog->started(QStringLiteral("http://") + m_address, {});
}

/// How that went is told later.
void MockController::startTap(const QString &listen)
{
    TapRequest tap;
    tap.listen = listen;
    tap.target = QStringLiteral("http://") + m_address;
    QString error;
    if (!tap.toOptions(&error))
        return fail(error);
    m_tap = m_parts.taps.start(tap);
    if (m_tap == 0)
        fail(tr("The tap could not be started."));
}

void MockController::stop()
{
    if (m_server != nullptr)
        m_server->stop();
    m_address.clear();
    m_tapAddress.clear();
    m_parts.taps.stop(std::exchange(m_tap, 0));
    if (m_dialog)
        m_dialog->stopped();
    showSession();
}

void MockController::fail(const QString &words)
{
    stop();
    if (m_dialog)
        m_dialog->failed(words);
}

void MockController::openFile()
{
    const QString path = m_questions.fileToOpen(m_dialog);
    if (path.isEmpty())
        return;
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly))
        m_dialog->failed(tr("%1 could not be read: %2").arg(path, file.errorString()));
    else
        m_dialog->setAnswers(file.read(Answers::MostFileBytes));
}

void MockController::saveFile()
{
    const QString path = m_questions.fileToSave(m_dialog);
    if (path.isEmpty())
        return;
    QSaveFile file(path);
    const QByteArray json = m_dialog->request().answers;
    if (!file.open(QIODevice::WriteOnly) || file.write(json) != json.size() || !file.commit())
        m_dialog->failed(tr("%1 could not be written: %2").arg(path, file.errorString()));
}
