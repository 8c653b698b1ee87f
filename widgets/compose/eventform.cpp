// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "widgets/compose/eventform.h"

#include "widgets/compose/argumentlist.h"

#include <QCheckBox>
#include <QComboBox>
#include <QCompleter>
#include <QDoubleSpinBox>
#include <QHBoxLayout>
#include <QLineEdit>
#include <QSignalBlocker>
#include <QVBoxLayout>

#include <algorithm>
#include <cmath>

namespace {

constexpr qsizetype MaxNames = 1000; // that are offered in one namespace

QHBoxLayout *makeRow(QWidget *parent)
{
    auto *const layout = new QHBoxLayout(parent);
    layout->setContentsMargins({});
    layout->setSpacing(8);
    return layout;
}

QComboBox *makeEditableBox(const QString &name, const QString &tip, const QString &hint)
{
    auto *const box = new QComboBox;
    box->setEditable(true);
    box->setInsertPolicy(QComboBox::NoInsert);
    box->setAccessibleName(name);
    box->lineEdit()->setAccessibleName(name);
    box->lineEdit()->setPlaceholderText(hint);
    box->lineEdit()->setTextMargins(4, 0, 0, 0);
    box->setToolTip(tip);
    box->completer()->setCaseSensitivity(Qt::CaseInsensitive);
    box->completer()->setFilterMode(Qt::MatchContains);
    box->completer()->setCompletionMode(QCompleter::PopupCompletion);
    return box;
}

} // namespace

EventForm::EventForm(const Theme &theme, const VariableScope &scope,
                     const ComposeQuestions &questions, QWidget *parent)
    : QWidget(parent)
    , m_head(new QWidget)
    , m_foot(new QWidget)
    , m_namespace(makeEditableBox(tr("Namespace"), tr("The namespace that the event is sent in"),
                                  QStringLiteral("/")))
    , m_event(makeEditableBox(
          tr("Event"), tr("The event's name. Those that were seen are offered."), tr("event")))
    , m_ack(new QCheckBox(tr("ack within")))
    , m_timeout(new QDoubleSpinBox)
    , m_volatile(new QCheckBox(tr("volatile")))
    , m_arguments(new ArgumentList(theme, scope, questions))
{
    m_namespace->setMinimumContentsLength(5);
    m_namespace->setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon);
    m_event->setMinimumContentsLength(8);
    m_event->setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon);
    m_event->setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    m_ack->setToolTip(tr("Ask the server for an answer, and show it with its latency"));
    m_ack->setSizePolicy(QSizePolicy::Fixed, QSizePolicy::Fixed);
    m_timeout->setSizePolicy(QSizePolicy::Fixed, QSizePolicy::Fixed);
    m_timeout->setRange(0, 3600);
    m_timeout->setDecimals(1);
    m_timeout->setSuffix(tr(" s"));
    m_timeout->setSpecialValueText(tr("no limit"));
    m_timeout->setAccessibleName(tr("Seconds to wait for the answer"));
    m_timeout->setToolTip(tr("After that the answer counts as missing. A late one is shown all the "
                             "same."));
    m_volatile->setToolTip(tr("Drop the event while it cannot be written at once, as "
                              "socket.volatile.emit() does"));

    QHBoxLayout *const head = makeRow(m_head);
    head->addWidget(m_namespace);
    head->addWidget(m_event, 1);
    head->addWidget(m_ack);
    head->addWidget(m_timeout);
    QHBoxLayout *const foot = makeRow(m_foot);
    foot->addWidget(m_arguments->makeAddButtons());
    foot->addWidget(m_volatile);
    foot->addStretch();
    auto *const layout = new QVBoxLayout(this);
    layout->setContentsMargins({});
    layout->addWidget(m_arguments);
    setFocusProxy(m_event);

    connect(m_ack, &QCheckBox::toggled, m_timeout, &QWidget::setEnabled);
    connect(m_namespace, &QComboBox::currentTextChanged, this, &EventForm::completeNames);
    for (QComboBox *const box : {m_namespace, m_event})
        connect(box, &QComboBox::editTextChanged, this, &EventForm::changed);
    for (QCheckBox *const box : {m_ack, m_volatile})
        connect(box, &QCheckBox::toggled, this, &EventForm::changed);
    connect(m_timeout, &QDoubleSpinBox::valueChanged, this, &EventForm::changed);
    connect(m_arguments, &ArgumentList::changed, this, &EventForm::changed);
    setDraft({});
}

void EventForm::setDraft(const ComposeDraft &draft)
{
    m_namespace->setEditText(QString::fromUtf8(draft.nsp));
    m_event->setEditText(QString::fromUtf8(draft.event));
    for (const QComboBox *const box : {m_namespace, m_event})
        box->lineEdit()->setCursorPosition(0); // what does not fit is cut at the end
    m_ack->setChecked(draft.asksForAck);
    m_timeout->setValue(static_cast<double>(draft.ackTimeout.count()) / 1000);
    m_timeout->setEnabled(draft.asksForAck);
    m_volatile->setChecked(draft.isVolatile);
    m_arguments->setArguments(draft.arguments);
}

ComposeDraft EventForm::draft() const
{
    ComposeDraft draft;
    draft.protocol = Client::Protocol::SocketIo;
    draft.nsp = m_namespace->currentText().toUtf8();
    draft.event = m_event->currentText().toUtf8();
    draft.asksForAck = m_ack->isChecked();
    draft.ackTimeout = std::chrono::milliseconds(std::llround(m_timeout->value() * 1000));
    draft.isVolatile = m_volatile->isChecked();
    draft.arguments = m_arguments->arguments();
    return draft;
}

void EventForm::setNamespaces(const QList<QByteArray> &names)
{
    QStringList list;
    for (const QByteArray &name : names)
        list.append(QString::fromUtf8(name));
    if (list.isEmpty())
        list.append(QStringLiteral("/"));
    // One that this connection has not joined is kept only if somebody wrote it.
    QString text = m_namespace->currentText();
    if (!list.isEmpty() && !list.contains(text) && text == QLatin1String("/"))
        text = list.constFirst();
    const bool isOther = text != m_namespace->currentText();
    {
        const QSignalBlocker blocker(m_namespace);
        m_namespace->clear();
        m_namespace->addItems(list);
        m_namespace->setEditText(text);
    }
    if (isOther)
        completeNames();
}

void EventForm::addSeenEvents(const QByteArray &nsp, const QList<QByteArray> &names)
{
    QStringList &seen = m_seen[nsp];
    const qsizetype before = seen.size();
    for (const QByteArray &name : names) {
        const QString text = QString::fromUtf8(name);
        const auto place = std::lower_bound(seen.begin(), seen.end(), text);
        if (seen.size() < MaxNames && (place == seen.end() || *place != text))
            seen.insert(place - seen.begin(), text);
    }
    if (seen.size() != before && nsp == m_namespace->currentText().toUtf8())
        completeNames();
}

void EventForm::completeNames()
{
    const QString text = m_event->currentText();
    const int cursor = m_event->lineEdit()->cursorPosition();
    const QSignalBlocker blocker(m_event);
    m_event->clear();
    m_event->addItems(m_seen.value(m_namespace->currentText().toUtf8()));
    m_event->setEditText(text);
    m_event->lineEdit()->setCursorPosition(cursor);
}

void EventForm::showProblem(const DraftProblem &problem)
{
    switch (problem.place) {
    case DraftProblem::Place::Argument:
        m_arguments->showProblem(problem);
        break;
    case DraftProblem::Place::Namespace:
        m_namespace->setFocus(Qt::OtherFocusReason);
        break;
    default:
        m_event->setFocus(Qt::OtherFocusReason);
    }
}
