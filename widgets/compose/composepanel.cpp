// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "widgets/compose/composepanel.h"

#include "widgets/common/theme.h"
#include "widgets/compose/composeeditor.h"
#include "widgets/compose/composehistory.h"
#include "widgets/compose/composesender.h"
#include "widgets/compose/environments.h"
#include "widgets/compose/historyview.h"
#include "widgets/compose/messagelibrary.h"
#include "widgets/compose/questionsmodel.h"
#include "widgets/compose/questionsview.h"
#include "widgets/compose/repeatbutton.h"
#include "widgets/compose/savedview.h"
#include "widgets/compose/sentview.h"
#include "widgets/compose/sidelists.h"
#include "widgets/compose/targetbox.h"
#include "widgets/compose/variablescope.h"
#include "widgets/details/panelheading.h"

#include <QDir>
#include <QHBoxLayout>
#include <QLabel>
#include <QPushButton>
#include <QShortcut>
#include <QSplitter>
#include <QStackedWidget>
#include <QTimer>
#include <QVBoxLayout>

#include <utility>

using namespace std::chrono_literals;

namespace {

constexpr auto SaveDelay = 1s;

QString fileIn(const QString &folder, const char *name)
{
    return QDir(folder).filePath(QString::fromLatin1(name));
}

} // namespace

/// The parts, and what goes from one to the other.
class ComposePanel::Private : public QObject
{
    Q_OBJECT

public:
    Private(ComposePanel *panel, const Theme &theme, const QString &folder);
    ~Private() override;

    void layOut() const;
    void connectParts();
    void onTargetChosen() const;
    void showTargets();
    void showTarget() const;
    void repeat(const ComposeDraft &draft) const;
    void send();
    void startRepeating(int count, std::chrono::milliseconds pause);
    void answer(const SocketIo::Arguments &arguments, bool isRule);
    void remember(const ComposeDraft &draft);
    const ComposeTarget *readyTarget() const;

    ComposePanel *const q;
    ComposeQuestions questions = ComposeQuestions::dialogs();
    VariableScope scope;
    Environments environments;
    MessageLibrary library;
    ComposeHistory history;
    QTimer saveTimer;
    ComposeSender sender;
    QuestionsModel asked;

    QList<ComposeTarget> clients;
    QList<ComposeTarget> tapped;
    QStackedWidget *pages;
    TargetBox *target;
    ComposeEditor *editor;
    RepeatButton *repeatButton;
    QPushButton *sendButton;
    SentView *sentView;
    QuestionsView *questionsView;
    SavedView *savedView;
    HistoryView *historyView;
    SideLists *lists;
};

ComposePanel::Private::Private(ComposePanel *panel, const Theme &theme, const QString &folder)
    : q(panel)
    , pages(new QStackedWidget)
    , target(new TargetBox(theme))
    , repeatButton(new RepeatButton)
    , sendButton(new QPushButton(ComposePanel::tr("Send")))
    , sentView(new SentView(sender.sent(), theme))
    , questionsView(new QuestionsView(&asked, theme))
{
    QStringList errors;
    if (!folder.isEmpty()) {
        errors << environments.load(fileIn(folder, "environments.json"))
               << library.load(fileIn(folder, "messages.json"))
               << history.load(fileIn(folder, "history.json"));
    }
    errors.removeAll(QString());
    editor = new ComposeEditor(theme, environments, scope, questions);
    savedView = new SavedView(
        library, [this] { return editor->draft(); }, questions, theme);
    historyView = new HistoryView(history, theme);
    lists = new SideLists(sentView, questionsView, savedView, historyView, theme);
    saveTimer.setSingleShot(true);
    saveTimer.setInterval(SaveDelay);
    layOut();
    connectParts();
    showTarget();
    if (!errors.isEmpty()) {
        editor->showMessage(errors.join(QLatin1Char('\n')), true);
        savedView->showMessage(errors.join(QLatin1Char('\n')));
    }
}

ComposePanel::Private::~Private()
{
    if (saveTimer.isActive())
        history.save();
}

void ComposePanel::Private::layOut() const
{
    sendButton->setDefault(true);
    sendButton->setAutoDefault(false);
    sendButton->setToolTip(ComposePanel::tr("Send what is in the editors (Ctrl+Enter)"));

    auto *const row = new QHBoxLayout;
    row->setSpacing(8);
    row->addWidget(target);
    row->addWidget(editor->head(), 1);
    row->addWidget(repeatButton);
    row->addWidget(sendButton);
    auto *const left = new QWidget;
    auto *const leftLayout = new QVBoxLayout(left);
    leftLayout->setContentsMargins(0, 0, 12, 0);
    leftLayout->addWidget(editor);
    auto *const right = new QWidget;
    auto *const rightLayout = new QVBoxLayout(right);
    rightLayout->setContentsMargins(12, 0, 0, 0);
    rightLayout->addWidget(lists);
    auto *const splitter = new QSplitter;
    splitter->addWidget(left);
    splitter->addWidget(right);
    splitter->setStretchFactor(0, 3);
    splitter->setStretchFactor(1, 2);
    splitter->setChildrenCollapsible(false);
    auto *const work = new QWidget;
    auto *const workLayout = new QVBoxLayout(work);
    workLayout->setContentsMargins(12, 8, 12, 8);
    workLayout->setSpacing(8);
    workLayout->addLayout(row);
    workLayout->addWidget(splitter, 1);

    auto *const title = new QLabel(ComposePanel::tr("Connect to a server to send messages"));
    QFont font = title->font();
    font.setWeight(QFont::DemiBold);
    title->setFont(font);
    title->setAlignment(Qt::AlignCenter);
    QLabel *const how = makeDimLabel();
    how->setText(ComposePanel::tr("A connection of your own sends events and messages from here, "
                                  "beside what an app sends through a tap."));
    how->setAlignment(Qt::AlignCenter);
    auto *const connectButton = new QPushButton(ComposePanel::tr("Connect to a server…"));
    connectButton->setToolTip(ComposePanel::tr("Open a WebSocket or Socket.IO connection"));
    connect(connectButton, &QPushButton::clicked, q, &ComposePanel::connectRequested);
    auto *const empty = new QWidget;
    auto *const emptyLayout = new QVBoxLayout(empty);
    emptyLayout->setSpacing(8);
    emptyLayout->addStretch();
    emptyLayout->addWidget(title);
    emptyLayout->addWidget(how);
    emptyLayout->addWidget(connectButton, 0, Qt::AlignCenter);
    emptyLayout->addStretch();
    pages->addWidget(empty);
    pages->addWidget(work);
    auto *const layout = new QVBoxLayout(q);
    layout->setContentsMargins({});
    layout->addWidget(pages);
    q->setFocusProxy(editor);
    q->setBackgroundRole(QPalette::Base);
    q->setAutoFillBackground(true);
}

void ComposePanel::Private::connectParts()
{
    for (const auto key : {Qt::Key_Return, Qt::Key_Enter}) {
        auto *const shortcut = new QShortcut(QKeySequence(Qt::CTRL | key), q, nullptr, nullptr,
                                             Qt::WidgetWithChildrenShortcut);
        connect(shortcut, &QShortcut::activated, q, &ComposePanel::send);
    }
    connect(sendButton, &QPushButton::clicked, q, &ComposePanel::send);
    connect(target, &TargetBox::chosen, this, &Private::onTargetChosen);
    connect(editor, &ComposeEditor::answered, this, &Private::answer);
    connect(repeatButton, &RepeatButton::startRequested, this, &Private::startRepeating);
    connect(repeatButton, &RepeatButton::stopRequested, &sender, &ComposeSender::stop);
    connect(&sender, &ComposeSender::repeated, repeatButton, &RepeatButton::showRun);
    connect(&sender, &ComposeSender::repetitionEnded, repeatButton, &RepeatButton::showIdle);
    connect(&sender, &ComposeSender::emitRequested, q, &ComposePanel::emitRequested);
    connect(&sender, &ComposeSender::messageRequested, q, &ComposePanel::messageRequested);
    connect(&sender, &ComposeSender::closeRequested, q, &ComposePanel::closeRequested);
    connect(sentView, &SentView::draftChosen, this, &Private::repeat);
    connect(savedView, &SavedView::draftChosen, this, &Private::repeat);
    connect(historyView, &HistoryView::draftChosen, this, &Private::repeat);
    connect(questionsView, &QuestionsView::answerRequested, this,
            [this](int row) { editor->setQuestion(asked.question(row)); });
    connect(&asked, &QuestionsModel::questionCountChanged, lists, &SideLists::setAskedCount);
    connect(&asked, &QuestionsModel::rulesChanged, this,
            [this](quint32 source) { emit q->autoAnswersChanged(source, asked.rules(source)); });
    connect(&saveTimer, &QTimer::timeout, this, [this] {
        const QString error = history.save();
        historyView->reload();
        historyView->showMessage(error);
    });
}

void ComposePanel::Private::showTargets()
{
    const QList<ComposeTarget> before = target->targets();
    target->setTargets(clients + tapped);
    for (const ComposeTarget &old : before) {
        if (target->target(old.source))
            continue;
        sender.forgetSource(old.source);
        asked.forgetQuestions(old.source);
        asked.forgetRules(old.source);
    }
    showTarget();
}

void ComposePanel::Private::onTargetChosen() const
{
    if (const ComposeTarget *const now = target->current())
        editor->setProtocol(now->protocol);
    showTarget();
}

void ComposePanel::Private::showTarget() const
{
    const ComposeTarget *const now = target->current();
    pages->setCurrentIndex(now ? 1 : 0);
    if (!now)
        return;
    QList<QByteArray> names;
    for (const Client::NamespaceStatus &status : now->status.namespaces)
        names.append(status.name);
    editor->setNamespaces(names);
    // A question of which the connection is gone cannot be answered.
    const auto *const source = target->target(editor->question().source);
    if (editor->isAnswering() && (!source || source->status.state != Client::State::Open))
        editor->endAnswer();
}

void ComposePanel::Private::repeat(const ComposeDraft &draft) const
{
    const ComposeTarget *const now = target->current();
    if (!now || now->protocol != draft.protocol) {
        for (const ComposeTarget &other : target->targets()) {
            if (other.protocol == draft.protocol) {
                target->choose(other.source);
                break;
            }
        }
    }
    editor->setDraft(draft);
    const ComposeTarget *const to = target->current();
    if (to && to->protocol != draft.protocol)
        readyTarget(); // says so
}

const ComposeTarget *ComposePanel::Private::readyTarget() const
{
    const ComposeTarget *const now = target->current();
    if (!now)
        return nullptr;
    const bool isEvent = editor->protocol() == Client::Protocol::SocketIo;
    const Client::State state = now->status.state;
    QString why;
    if (now->protocol != editor->protocol()) {
        why = isEvent
            ? ComposePanel::tr("%1 speaks plain WebSocket: connect to a Socket.IO server to send "
                               "an event.")
            : ComposePanel::tr("%1 speaks Socket.IO: connect to a WebSocket server to send this "
                               "message.");
    } else if (state == Client::State::Idle || state == Client::State::Failed) {
        why = ComposePanel::tr("%1 is not connected: open it again to send.");
    } else if (!isEvent && state != Client::State::Open) {
        why = ComposePanel::tr("%1 is not connected yet: nothing was sent.");
    }
    if (why.isEmpty())
        return now;
    editor->showMessage(why.arg(now->label), true);
    return nullptr;
}

void ComposePanel::Private::send()
{
    if (pages->currentIndex() == 0)
        return;
    if (editor->isAnswering()) {
        editor->answer();
        return;
    }
    const Outgoing outgoing = editor->make();
    if (!outgoing.problems.isEmpty())
        return;
    const ComposeTarget *const to = readyTarget();
    if (!to)
        return;
    const ComposeDraft draft = editor->draft();
    remember(draft);
    sender.send(*to, draft, outgoing);
    lists->show(SideLists::List::Sent);
}

void ComposePanel::Private::startRepeating(int count, std::chrono::milliseconds pause)
{
    if (editor->isAnswering())
        editor->endAnswer();
    const ComposeDraft draft = editor->draft();
    if (draft.protocol == Client::Protocol::WebSocket && draft.kind == ComposeDraft::Kind::Close) {
        editor->showMessage(ComposePanel::tr("A connection closes once only."), true);
        return;
    }
    const Outgoing outgoing = editor->make();
    const ComposeTarget *const to = outgoing.problems.isEmpty() ? readyTarget() : nullptr;
    if (!to)
        return;
    remember(draft);
    lists->show(SideLists::List::Sent);
    sender.repeat(*to, draft, outgoing, count, pause);
}

void ComposePanel::Private::answer(const SocketIo::Arguments &arguments, bool isRule)
{
    const QuestionsModel::Question question = editor->question();
    editor->endAnswer();
    for (int row = 0; row < asked.questionCount(); ++row) {
        const QuestionsModel::Question &other = asked.question(row);
        if (other.source == question.source && other.event.ackId == question.event.ackId
            && other.event.nsp == question.event.nsp) {
            asked.removeRow(row);
            break;
        }
    }
    emit q->acknowledgeRequested(question.source, question.event.nsp, *question.event.ackId,
                                 arguments);
    if (isRule)
        asked.addRule({question.source, {question.event.nsp, question.event.name, arguments}});
}

void ComposePanel::Private::remember(const ComposeDraft &draft)
{
    history.add(draft, QDateTime::currentDateTimeUtc());
    historyView->reload();
    saveTimer.start();
}

ComposePanel::ComposePanel(const Theme &theme, const QString &folder, QWidget *parent)
    : QWidget(parent)
    , m_d(std::make_unique<Private>(this, theme, folder))
{
}

ComposePanel::~ComposePanel() = default;

void ComposePanel::setQuestions(ComposeQuestions questions)
{
    m_d->questions = std::move(questions);
}

void ComposePanel::setTargets(const QList<ComposeTarget> &targets)
{
    m_d->clients = targets;
    m_d->showTargets();
}

void ComposePanel::setTappedTargets(const QList<ComposeTarget> &targets)
{
    m_d->tapped = targets;
    m_d->showTargets();
}

void ComposePanel::setStatus(quint32 source, const Client::ClientStatus &status)
{
    m_d->target->setStatus(source, status);
    m_d->sender.setState(source, status.state);
    if (status.state != Client::State::Open)
        m_d->asked.forgetQuestions(source);
    m_d->showTarget();
}

void ComposePanel::setCurrentTarget(quint32 source)
{
    m_d->target->choose(source);
}

quint32 ComposePanel::currentTarget() const
{
    const ComposeTarget *const target = m_d->target->current();
    return target ? target->source : 0;
}

void ComposePanel::setOutcome(quint32 source, const Client::Outcome &outcome)
{
    m_d->sender.setOutcome(source, outcome);
}

void ComposePanel::setProgress(quint32 source, quint64 number, qint64 written, qint64 total)
{
    m_d->sender.sent()->setProgress(source, number, written, total);
}

void ComposePanel::addPong(quint32 source, const QByteArray &payload,
                           std::chrono::microseconds latency)
{
    m_d->sender.sent()->addPong(source, payload, latency);
}

void ComposePanel::addReceivedEvent(quint32 source, const Client::ReceivedEvent &event)
{
    addSeenEvents(event.nsp, {event.name});
    if (event.ackId && !event.isAnswered)
        m_d->asked.addQuestion({source, event});
}

void ComposePanel::addSeenEvents(const QByteArray &nsp, const QList<QByteArray> &names)
{
    m_d->editor->addSeenEvents(nsp, names);
}

void ComposePanel::repeat(const ComposeDraft &draft)
{
    m_d->repeat(draft);
}

ComposeDraft ComposePanel::draft() const
{
    return m_d->editor->draft();
}

void ComposePanel::send()
{
    m_d->send();
}

#include "composepanel.moc"
