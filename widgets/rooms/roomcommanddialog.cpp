// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "widgets/rooms/roomcommanddialog.h"

#include "widgets/common/errorlabel.h"
#include "widgets/common/format.h"
#include "widgets/compose/argumentlist.h"
#include "widgets/compose/outgoing.h"

#include <QCheckBox>
#include <QCompleter>
#include <QDialogButtonBox>
#include <QFormLayout>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QStackedWidget>
#include <QTime>

#include <algorithm>

using Admin::Command;
using Subject = Command::Subject;

namespace {

constexpr int Width = 520;
constexpr qsizetype MostNamed = 3;
constexpr qsizetype LongestName = 60;

QString targetWords(const RoomTargets &targets)
{
    const auto tr
        = [](const char *text, int n = -1) { return RoomCommandDialog::tr(text, nullptr, n); };
    const QString nsp = singleLine(targets.nsp, LongestName);
    if (targets.subject == Subject::Namespace)
        return tr("everybody in %1").arg(nsp);
    QStringList named = targets.titles.mid(0, MostNamed);
    if (targets.titles.size() > MostNamed)
        named.append(tr("%n more", int(targets.titles.size() - MostNamed)));
    const QString all = named.join(QStringLiteral(", "));
    if (targets.subject == Subject::Sockets)
        return tr("%1 in %2").arg(all, nsp);
    return targets.names.size() == 1 ? tr("everybody in the room %1 of %2").arg(all, nsp)
                                     : tr("everybody in the rooms %1 of %2").arg(all, nsp);
}

QString leadWords(Command::Type type, const RoomTargets &targets)
{
    const QString who = targetWords(targets);
    switch (type) {
    case Command::Type::Emit:
        return RoomCommandDialog::tr("The server emits an event to %1.").arg(who);
    case Command::Type::Join:
        return RoomCommandDialog::tr("The server has %1 join a room.").arg(who);
    case Command::Type::Leave:
        return RoomCommandDialog::tr("The server has %1 leave a room.").arg(who);
    case Command::Type::Disconnect:
        break;
    }
    return RoomCommandDialog::tr("The server disconnects %1.").arg(who);
}

QString buttonWords(Command::Type type)
{
    switch (type) {
    case Command::Type::Emit:
        return RoomCommandDialog::tr("&Emit");
    case Command::Type::Join:
        return RoomCommandDialog::tr("&Join");
    case Command::Type::Leave:
        return RoomCommandDialog::tr("&Leave");
    case Command::Type::Disconnect:
        break;
    }
    return RoomCommandDialog::tr("&Disconnect");
}

} // namespace

RoomCommandDialog::RoomCommandDialog(const Theme &theme, QWidget *parent)
    : QDialog(parent)
    , m_theme(theme)
    , m_lead(new QLabel)
    , m_forms(new QStackedWidget)
    , m_event(new QLineEdit)
    , m_arguments(new ArgumentList(theme, m_variables, m_questions))
    , m_room(new QLineEdit)
    , m_closes(new QCheckBox(tr("Close their &connections too, with all namespaces")))
    , m_error(new ErrorLabel(theme))
    , m_do(new QPushButton)
{
    m_variables.setValues({}); // braces are text
    setMinimumWidth(Width);
    m_lead->setTextFormat(Qt::PlainText);
    m_lead->setWordWrap(true);
    m_error->setWordWrap(true);
    makeForms();
    auto *const buttons = new QDialogButtonBox(QDialogButtonBox::Close);
    buttons->addButton(m_do, QDialogButtonBox::ActionRole);
    buttons->button(QDialogButtonBox::Close)->setAutoDefault(false);
    auto *const layout = new QVBoxLayout(this);
    layout->setSpacing(12);
    layout->addWidget(m_lead);
    layout->addWidget(m_forms, 1);
    layout->addWidget(m_error);
    layout->addWidget(buttons);
    m_do->setDefault(true); // once it stands in the dialog
    connect(m_do, &QPushButton::clicked, this, &RoomCommandDialog::send);
    connect(buttons, &QDialogButtonBox::rejected, this, &RoomCommandDialog::reject);
    connect(m_event, &QLineEdit::textChanged, this, &RoomCommandDialog::updateButton);
    connect(m_room, &QLineEdit::textChanged, this, &RoomCommandDialog::updateButton);
}

void RoomCommandDialog::makeForms()
{
    auto *const event = new QWidget;
    auto *const eventForm = new QFormLayout(event);
    eventForm->setContentsMargins({});
    m_event->setObjectName(QStringLiteral("commandEvent"));
    m_arguments->setMinimumHeight(160);
    auto *const arguments = new QVBoxLayout;
    arguments->addWidget(m_arguments, 1);
    arguments->addWidget(m_arguments->makeAddButtons(), 0, Qt::AlignLeft);
    eventForm->addRow(tr("E&vent"), m_event);
    eventForm->addRow(tr("Arguments"), arguments);

    auto *const room = new QWidget;
    auto *const roomForm = new QFormLayout(room);
    roomForm->setContentsMargins({});
    m_room->setObjectName(QStringLiteral("commandRoom"));
    roomForm->addRow(tr("&Room"), m_room);

    auto *const end = new QWidget;
    auto *const endForm = new QVBoxLayout(end);
    endForm->setContentsMargins({});
    m_closes->setToolTip(
        tr("Without it they are only taken out of this namespace, and do not come back by "
           "themselves."));
    endForm->addWidget(m_closes);
    endForm->addStretch();
    m_forms->addWidget(event);
    m_forms->addWidget(room);
    m_forms->addWidget(end);
}

void RoomCommandDialog::ask(Type type, const RoomTargets &targets, const QStringList &rooms)
{
    m_type = type;
    m_targets = targets;
    m_error->say({});
    setWindowTitle(buttonWords(type).remove(u'&'));
    m_lead->setText(leadWords(type, targets));
    m_do->setText(buttonWords(type));
    auto *const completer = new QCompleter(rooms, m_room);
    completer->setFilterMode(Qt::MatchContains);
    m_room->setCompleter(completer);
    m_closes->setChecked(false);
    const bool isAboutRoom = type == Type::Join || type == Type::Leave;
    m_forms->setCurrentIndex(type == Type::Emit ? 0 : isAboutRoom ? 1 : 2);
    for (int i = 0; i < m_forms->count(); ++i) { // the dialog is as high as what is asked
        m_forms->widget(i)->setSizePolicy(QSizePolicy::Preferred,
                                          i == m_forms->currentIndex() ? QSizePolicy::Preferred
                                                                       : QSizePolicy::Ignored);
    }
    m_room->setPlaceholderText({});
    m_room->clear();
    if (type == Type::Emit && m_arguments->count() == 0)
        m_arguments->setArguments({});
    if (type == Type::Leave) {
        const QByteArrayList &left
            = targets.subject == Subject::Rooms ? targets.names : targets.rooms;
        const bool isOne = !left.isEmpty() && left.count(left.constFirst()) == left.size();
        if (isOne)
            m_room->setText(QString::fromUtf8(left.constFirst()));
        else if (!left.isEmpty())
            m_room->setPlaceholderText(tr("the room that each was chosen in"));
    }
    updateButton();
    layout()->activate();
    adjustSize();
    show();
    raise();
    activateWindow();
    if (type == Type::Emit)
        m_event->setFocus();
    else if (isAboutRoom)
        m_room->setFocus();
    else
        m_do->setFocus();
}

void RoomCommandDialog::updateButton()
{
    const bool isNamed = m_type == Type::Emit ? !m_event->text().isEmpty()
        : m_type == Type::Join                ? !m_room->text().isEmpty()
        : m_type == Type::Leave ? !m_room->text().isEmpty() || !m_room->placeholderText().isEmpty()
                                : true;
    m_do->setEnabled(isNamed);
}

std::vector<Command> RoomCommandDialog::commands()
{
    Command command {.type = m_type,
                     .subject = m_targets.subject,
                     .nsp = m_targets.nsp,
                     .targets = m_targets.names,
                     .room = m_room->text().toUtf8(),
                     .event = m_event->text().toUtf8(),
                     .arguments = {},
                     .closesTransport = m_closes->isChecked()};
    if (m_type == Type::Emit) {
        QList<DraftProblem> problems;
        command.arguments
            = makeArguments(m_arguments->arguments(), nullptr, &readFileToSend, &problems);
        if (!problems.isEmpty()) {
            m_arguments->showProblem(problems.constFirst());
            return {};
        }
    }
    if (m_type != Type::Leave || !m_room->text().isEmpty())
        return {command};
    // Each leaves where it was chosen.
    const QByteArrayList &left
        = m_targets.subject == Subject::Rooms ? m_targets.names : m_targets.rooms;
    std::vector<Command> each;
    for (qsizetype i = 0; i < left.size(); ++i) {
        const auto same = std::find_if(each.begin(), each.end(),
                                       [&](const Command &other) { return other.room == left[i]; });
        if (same != each.end()) {
            same->targets.append(m_targets.names[i]);
            continue;
        }
        each.push_back(command);
        each.back().room = left[i];
        each.back().targets = {m_targets.names[i]};
    }
    return each;
}

void RoomCommandDialog::send()
{
    m_error->say({});
    m_failure.clear();
    const std::vector<Command> all = commands();
    for (const Command &command : all)
        emit commandRequested(m_targets.source, command);
    if (all.empty())
        return;
    if (!m_failure.isEmpty())
        m_error->say(m_failure);
    else if (m_type != Type::Emit)
        accept();
    else
        m_error->remark(tr("Told the server at %1. It does not answer.")
                            .arg(QTime::currentTime().toString(Qt::ISODate)));
}

void RoomCommandDialog::failed(const QString &words)
{
    m_failure = words;
}
