// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "widgets/answers/mockdialog.h"

#include "widgets/answers/answereditor.h"
#include "widgets/common/errorlabel.h"
#include "widgets/common/segmentedbutton.h"

#include <QCheckBox>
#include <QFormLayout>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QStackedWidget>
#include <QVBoxLayout>

namespace {

QLabel *wrapped(const QString &text = {})
{
    auto *const label = new QLabel(text);
    label->setTextFormat(Qt::PlainText);
    label->setWordWrap(true);
    return label;
}

} // namespace

MockDialog::MockDialog(const Theme &theme, QWidget *parent)
    : QDialog(parent)
    , m_listen(new QLineEdit)
    , m_source(new SegmentedButton(theme))
    , m_pages(new QStackedWidget)
    , m_answers(new AnswerEditor(theme))
    , m_session(wrapped())
    , m_pace(new SegmentedButton(theme))
    , m_tapped(new QCheckBox(tr("&Record what crosses, through a tap at")))
    , m_tapListen(new QLineEdit)
    , m_status(wrapped())
    , m_error(new ErrorLabel(theme))
    , m_start(new QPushButton(tr("Start server")))
    , m_stop(new QPushButton(tr("Stop server")))
    , m_close(new QPushButton(tr("Close")))
{
    setWindowTitle(tr("Mock server"));
    setModal(false);
    build();
    setRequest({});
    setSession({});
    resize(720, 600);
    connect(m_source, &SegmentedButton::currentIndexChanged, this, &MockDialog::refresh);
    connect(m_answers, &AnswerEditor::changed, this, &MockDialog::refresh);
    connect(m_tapped, &QCheckBox::toggled, this, &MockDialog::refresh);
    connect(m_answers, &AnswerEditor::openRequested, this, &MockDialog::openRequested);
    connect(m_answers, &AnswerEditor::saveRequested, this, &MockDialog::saveRequested);
    connect(m_start, &QPushButton::clicked, this, [this] {
        m_error->say({});
        emit startRequested(request());
    });
    connect(m_stop, &QPushButton::clicked, this, &MockDialog::stopRequested);
    connect(m_close, &QPushButton::clicked, this, &QDialog::reject);
}

void MockDialog::build()
{
    m_listen->setAccessibleName(tr("Address of the mock server"));
    m_listen->setToolTip(tr("A port, or a loopback address and a port; port 0 picks a free one"));
    m_source->setAccessibleName(tr("What it says"));
    m_source->addSegment(tr("Answers"), tr("What is written here"));
    m_source->addSegment(tr("The selected session"),
                         tr("What the server said in the session that is selected"));
    m_pace->setAccessibleName(tr("When it is said"));
    m_pace->addSegment(tr("With the client"), tr("When the client says what came before it"));
    m_pace->addSegment(tr("By the clock"), tr("As long after the beginning as it was recorded"));
    m_tapListen->setAccessibleName(tr("Address of the tap"));
    m_session->setObjectName(QStringLiteral("mockSession"));
    m_status->setObjectName(QStringLiteral("mockStatus"));
    m_status->setTextInteractionFlags(Qt::TextSelectableByMouse);
    m_error->setObjectName(QStringLiteral("mockError"));

    auto *const recorded = new QWidget;
    auto *const recordedLayout = new QVBoxLayout(recorded);
    recordedLayout->setContentsMargins({});
    recordedLayout->setSpacing(12);
    recordedLayout->addWidget(m_session);
    recordedLayout->addWidget(m_pace, 0, Qt::AlignLeft);
    recordedLayout->addWidget(
        wrapped(tr("Each client is told what the recorded one was told, from the beginning. What "
                   "it says that was not recorded stays without an answer, and is told here.")));
    recordedLayout->addStretch(1);
    m_pages->addWidget(m_answers);
    m_pages->addWidget(recorded);

    auto *const tap = new QHBoxLayout;
    tap->setSpacing(8);
    tap->addWidget(m_tapped);
    tap->addWidget(m_tapListen, 1);
    auto *const form = new QFormLayout;
    form->setHorizontalSpacing(16);
    form->setVerticalSpacing(8);
    form->setFieldGrowthPolicy(QFormLayout::ExpandingFieldsGrow);
    form->addRow(tr("&Listen on"), m_listen);
    form->addRow(tr("It says"), m_source);
    auto *const buttons = new QHBoxLayout;
    buttons->setSpacing(8);
    buttons->addWidget(m_stop);
    buttons->addStretch(1);
    buttons->addWidget(m_close);
    buttons->addWidget(m_start);
    m_stop->setAutoDefault(false);
    m_close->setAutoDefault(false);
    m_start->setDefault(true);

    auto *const layout = new QVBoxLayout(this);
    layout->setContentsMargins(24, 24, 24, 16);
    layout->setSpacing(12);
    layout->addLayout(form);
    layout->addWidget(m_pages, 1);
    layout->addLayout(tap);
    layout->addWidget(m_status);
    layout->addWidget(m_error);
    layout->addLayout(buttons);
}

void MockDialog::setRequest(const MockRequest &request)
{
    m_listen->setText(request.listen);
    m_source->setCurrentIndex(static_cast<int>(request.source));
    m_answers->setText(request.answers);
    m_pace->setCurrentIndex(static_cast<int>(request.pace));
    m_tapped->setChecked(request.isTapped);
    m_tapListen->setText(request.tapListen);
    refresh();
}

MockRequest MockDialog::request() const
{
    MockRequest request;
    request.listen = m_listen->text().trimmed();
    request.source = static_cast<MockRequest::Source>(m_source->currentIndex());
    request.answers = m_answers->text();
    request.pace = static_cast<Answers::Pace>(m_pace->currentIndex());
    request.isTapped = m_tapped->isChecked();
    request.tapListen = m_tapListen->text().trimmed();
    return request;
}

void MockDialog::setAnswers(const QByteArray &json)
{
    m_source->setCurrentIndex(static_cast<int>(MockRequest::Source::Answers));
    m_answers->setText(json);
    refresh();
}

void MockDialog::setSession(const QString &words)
{
    m_hasSession = !words.isEmpty();
    m_session->setText(m_hasSession
                           ? words
                           : tr("No session is selected: select one in Connections, or a message "
                                "of it."));
    refresh();
}

void MockDialog::refresh()
{
    const bool asks = m_phase == Phase::Asking;
    const auto source = static_cast<MockRequest::Source>(m_source->currentIndex());
    m_pages->setCurrentIndex(m_source->currentIndex());
    for (QWidget *const widget :
         std::initializer_list<QWidget *> {m_listen, m_source, m_pages, m_tapped})
        widget->setEnabled(asks);
    m_tapListen->setEnabled(asks && m_tapped->isChecked());
    const bool canStart
        = source == MockRequest::Source::Session ? m_hasSession : m_answers->fault().isEmpty();
    m_start->setVisible(asks);
    m_start->setEnabled(canStart);
    m_stop->setVisible(!asks);
    m_status->setVisible(!asks);
}

void MockDialog::started(const QString &address, const QString &tapAddress)
{
    m_phase = Phase::Running;
    m_status->setText(
        tapAddress.isEmpty()
            ? tr("The server listens on %1.").arg(address)
            : tr("The server listens on %1. Point the app at the tap, %2, and what crosses is "
                 "recorded.")
                  .arg(address, tapAddress));
    m_error->say({});
    refresh();
}

void MockDialog::failed(const QString &words)
{
    m_phase = Phase::Asking;
    m_error->say(words);
    refresh();
}

void MockDialog::stopped()
{
    m_phase = Phase::Asking;
    refresh();
}

void MockDialog::note(const QString &words)
{
    m_error->remark(words);
}
