// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "widgets/rooms/guessdialog.h"

#include "widgets/common/errorlabel.h"
#include "widgets/common/format.h"
#include "widgets/common/settingsfile.h"
#include "widgets/common/words.h"
#include "widgets/rooms/ruleform.h"

#include <QDialogButtonBox>
#include <QFileDialog>
#include <QHeaderView>
#include <QLabel>
#include <QListWidget>
#include <QPushButton>
#include <QSplitter>
#include <QTabWidget>
#include <QTreeWidget>
#include <QVBoxLayout>

using namespace Capture;
using Rooms::RoomCandidate;
using Rooms::RoomRule;
using Rooms::RuleProposal;

namespace {

constexpr qsizetype LongestName = 80;
constexpr std::size_t MostShown = 1'000; // broadcasts in the list
constexpr int ApplyMs = 400; // a rule holds when the user pauses

SettingsFile fileAt(const QString &path)
{
    return {path, QStringLiteral("room-rules")};
}

QString plain(const QByteArray &text)
{
    return singleLine(text, LongestName);
}

QPushButton *button(const QString &text, const QString &name)
{
    auto *const made = new QPushButton(text);
    made->setObjectName(name);
    made->setAutoDefault(false);
    return made;
}

void dress(QTreeWidget &tree, const QStringList &columns)
{
    tree.setHeaderLabels(columns);
    tree.setRootIsDecorated(false);
    tree.setUniformRowHeights(true);
    tree.setAlternatingRowColors(true);
}

} // namespace

GuessDialog::GuessDialog(Guesses &guesses, const Theme &theme, QWidget *parent)
    : QDialog(parent)
    , m_guesses(guesses)
    , m_questions {[](QWidget *over) {
                       return QFileDialog::getOpenFileName(over, tr("Open rules for rooms"), {},
                                                           tr("JSON (*.json)"));
                   },
                   [](QWidget *over) {
                       return QFileDialog::getSaveFileName(over, tr("Save rules for rooms"),
                                                           QStringLiteral("room-rules.json"),
                                                           tr("JSON (*.json)"));
                   }}
    , m_rules(guesses.rules())
    , m_list(new QListWidget)
    , m_proposals(new QListWidget)
    , m_form(new RuleForm(guesses.feed(), theme))
    , m_error(new ErrorLabel(theme))
    , m_keep(new QPushButton(tr("&Keep in the capture")))
    , m_candidates(new QTreeWidget)
    , m_broadcasts(new QTreeWidget)
    , m_words(new QLabel)
{
    setObjectName(QStringLiteral("guessDialog"));
    setWindowTitle(tr("Guess rooms"));
    resize(980, 640);
    auto *const tabs = new QTabWidget;
    tabs->addTab(makeRules(theme), tr("Rules"));
    tabs->addTab(makeBroadcasts(), tr("Broadcasts"));
    auto *const buttons = new QDialogButtonBox(QDialogButtonBox::Close);
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    buttons->addButton(m_keep, QDialogButtonBox::ActionRole);
    m_keep->setToolTip(
        tr("Write what is guessed now into the capture, marked as guesses, in the place of those "
           "that it keeps: filters and exports know them then"));
    connect(m_keep, &QPushButton::clicked, this, &GuessDialog::keepRequested);
    auto *const how = new QLabel(
        tr("Nobody told Sockscope of these rooms: what is made of them is shown as a guess, with a "
           "dashed edge and the reason for it."));
    how->setForegroundRole(QPalette::PlaceholderText);
    how->setWordWrap(true);
    auto *const lines = new QVBoxLayout(this);
    lines->setContentsMargins(16, 16, 16, 16);
    lines->setSpacing(8);
    lines->addWidget(how);
    lines->addWidget(tabs, 1);
    lines->addWidget(m_error);
    lines->addWidget(buttons);
    m_pause.setSingleShot(true);
    m_pause.setInterval(ApplyMs);
    connect(&m_pause, &QTimer::timeout, this, &GuessDialog::takeRules);
    connect(m_form, &RuleForm::messageChosen, this, &GuessDialog::messageChosen);
    connect(&guesses, &Guesses::looked, this, &GuessDialog::showFindings);
    fillRules();
    guesses.setLooking(true);
    showFindings();
}

GuessDialog::~GuessDialog()
{
    if (m_pause.isActive())
        takeRules();
    m_guesses.setLooking(false);
}

QWidget *GuessDialog::makeRules(const Theme & /*theme*/)
{
    m_list->setObjectName(QStringLiteral("rules"));
    m_list->setAccessibleName(tr("Rules"));
    m_proposals->setObjectName(QStringLiteral("proposals"));
    m_proposals->setAccessibleName(tr("Proposed rules"));
    m_proposals->setToolTip(tr("Click a proposal to make it a rule"));
    auto *const add = button(tr("Add"), QStringLiteral("addRule"));
    auto *const remove = button(tr("Remove"), QStringLiteral("removeRule"));
    auto *const open = button(tr("Open…"), QStringLiteral("openRules"));
    auto *const save = button(tr("Save…"), QStringLiteral("saveRules"));
    connect(add, &QPushButton::clicked, this,
            [this] { addRule({.name = tr("rule %1").arg(m_rules.size() + 1).toUtf8()}); });
    connect(remove, &QPushButton::clicked, this, &GuessDialog::removeRule);
    connect(open, &QPushButton::clicked, this, &GuessDialog::openRules);
    connect(save, &QPushButton::clicked, this, &GuessDialog::saveRules);
    connect(m_list, &QListWidget::currentRowChanged, this, [this](int row) {
        m_form->setEnabled(row >= 0);
        if (!m_isFilling)
            m_form->setRule(row < 0 ? RoomRule() : m_rules[std::size_t(row)]);
    });
    connect(m_list, &QListWidget::itemChanged, this, [this](QListWidgetItem *item) {
        if (m_isFilling)
            return;
        m_rules[std::size_t(m_list->row(item))].isOn = item->checkState() == Qt::Checked;
        if (m_list->row(item) == m_list->currentRow())
            m_form->setRule(m_rules[std::size_t(m_list->row(item))]);
        takeRules();
    });
    connect(m_form, &RuleForm::edited, this, [this] {
        const int row = m_list->currentRow();
        if (row < 0)
            return;
        m_rules[std::size_t(row)] = m_form->rule();
        m_isFilling = true;
        m_list->item(row)->setText(plain(m_form->rule().name));
        m_isFilling = false;
        m_pause.start();
    });
    connect(m_proposals, &QListWidget::itemClicked, this, [this](QListWidgetItem *item) {
        const auto place = static_cast<std::size_t>(item->data(Qt::UserRole).toInt());
        if (m_shown && place < m_shown->proposals.size())
            addRule(m_shown->proposals[place].rule);
    });

    auto *const left = new QWidget;
    auto *const leftLines = new QVBoxLayout(left);
    leftLines->setContentsMargins(0, 8, 8, 0);
    leftLines->setSpacing(8);
    auto *const tools = new QHBoxLayout;
    for (QPushButton *const tool : {add, remove, open, save})
        tools->addWidget(tool);
    leftLines->addWidget(m_list, 1);
    leftLines->addLayout(tools);
    auto *const caption = new QLabel(tr("Proposed from this capture"));
    caption->setForegroundRole(QPalette::PlaceholderText);
    leftLines->addWidget(caption);
    leftLines->addWidget(m_proposals, 1);
    auto *const right = new QWidget;
    auto *const rightLines = new QVBoxLayout(right);
    rightLines->setContentsMargins(8, 8, 0, 0);
    rightLines->addWidget(m_form);
    auto *const splitter = new QSplitter;
    splitter->setChildrenCollapsible(false);
    splitter->addWidget(left);
    splitter->addWidget(right);
    splitter->setSizes({380, 560});
    return splitter;
}

QWidget *GuessDialog::makeBroadcasts()
{
    dress(*m_candidates, {tr("Room"), tr("Namespace"), tr("Members"), tr("Why")});
    m_candidates->setObjectName(QStringLiteral("candidates"));
    m_candidates->setAccessibleName(tr("Rooms that broadcasts make up"));
    m_candidates->setColumnWidth(0, 180);
    dress(*m_broadcasts, {tr("#"), tr("Time"), tr("Event"), tr("Receivers"), tr("Sessions")});
    m_broadcasts->setObjectName(QStringLiteral("broadcasts"));
    m_broadcasts->setAccessibleName(tr("Broadcasts"));
    connect(m_candidates, &QTreeWidget::itemChanged, this, [this](QTreeWidgetItem *item) {
        if (!m_isFilling)
            m_guesses.setTaken(static_cast<std::size_t>(item->data(0, Qt::UserRole).toInt()),
                               item->checkState(0) == Qt::Checked);
    });
    connect(m_broadcasts, &QTreeWidget::currentItemChanged, this, [this](QTreeWidgetItem *item) {
        if (item != nullptr && !m_isFilling)
            emit messageChosen(item->data(0, Qt::UserRole).toLongLong());
    });
    m_words->setForegroundRole(QPalette::PlaceholderText);
    m_words->setWordWrap(true);
    auto *const page = new QWidget;
    auto *const lines = new QVBoxLayout(page);
    lines->setContentsMargins(0, 8, 0, 0);
    lines->setSpacing(8);
    lines->addWidget(m_words);
    lines->addWidget(m_candidates, 1);
    lines->addWidget(m_broadcasts, 1);
    return page;
}

void GuessDialog::addRule(const RoomRule &rule)
{
    m_rules.push_back(rule);
    fillRules();
    m_list->setCurrentRow(m_list->count() - 1);
    takeRules();
    showProposals();
}

void GuessDialog::removeRule()
{
    const int row = m_list->currentRow();
    if (row < 0)
        return;
    m_rules.erase(m_rules.begin() + row);
    fillRules();
    m_list->setCurrentRow(std::min(row, m_list->count() - 1));
    takeRules();
    showProposals();
}

void GuessDialog::takeRules()
{
    m_pause.stop();
    m_guesses.setRules(m_rules);
}

void GuessDialog::fillRules()
{
    m_isFilling = true;
    m_list->clear();
    for (const RoomRule &rule : m_rules) {
        auto *const item = new QListWidgetItem(plain(rule.name), m_list);
        item->setFlags(item->flags() | Qt::ItemIsUserCheckable);
        item->setCheckState(rule.isOn ? Qt::Checked : Qt::Unchecked);
    }
    m_isFilling = false;
    m_form->setEnabled(m_list->count() > 0);
    if (m_list->count() > 0)
        m_list->setCurrentRow(0);
}

void GuessDialog::showFindings()
{
    if (m_guesses.isBusy() && !m_guesses.findings())
        m_words->setText(tr("Looking at the capture's broadcasts …"));
    if (m_guesses.findings() == m_shown)
        return;
    m_shown = m_guesses.findings();
    showProposals();
    m_isFilling = true;
    showCandidates();
    showBroadcasts();
    m_isFilling = false;
}

/// Those that are no rule yet.
void GuessDialog::showProposals()
{
    m_proposals->clear();
    if (!m_shown)
        return;
    int place = 0;
    for (const RuleProposal &proposal : m_shown->proposals) {
        const bool isTaken
            = std::any_of(m_rules.begin(), m_rules.end(), [&proposal](const RoomRule &rule) {
                  return rule.filter == proposal.rule.filter && rule.room == proposal.rule.room;
              });
        const int number = place++;
        if (isTaken)
            continue;
        QString words = proposal.messages == 1
            ? tr("%1: one message").arg(plain(proposal.rule.name))
            : tr("%1: %2 messages").arg(plain(proposal.rule.name), formatNumber(proposal.messages));
        if (!proposal.exampleRoom.isEmpty())
            words += tr(", as #%1 of %2").arg(proposal.example).arg(plain(proposal.exampleRoom));
        auto *const item = new QListWidgetItem(words, m_proposals);
        item->setData(Qt::UserRole, number);
        item->setToolTip(QString::fromUtf8(proposal.rule.filter));
    }
}

void GuessDialog::showCandidates()
{
    m_candidates->clear();
    if (!m_shown)
        return;
    m_words->setText(tr("%1 broadcasts: the same message to several sessions within a few "
                        "milliseconds. Check a room to show it among the rooms.")
                         .arg(formatNumber(m_shown->broadcastCount)));
    int place = 0;
    for (const RoomCandidate &candidate : m_shown->candidates) {
        auto *const item = new QTreeWidgetItem(m_candidates,
                                               {plain(candidate.name), plain(candidate.nsp),
                                                formatNumber(std::ssize(candidate.sessions)),
                                                plain(candidate.evidence)});
        item->setToolTip(3, QString::fromUtf8(candidate.evidence));
        item->setData(0, Qt::UserRole, place);
        item->setCheckState(0, m_guesses.isTaken(std::size_t(place)) ? Qt::Checked : Qt::Unchecked);
        ++place;
    }
}

/// As in Connections.
QString GuessDialog::titleOf(Id session) const
{
    const SessionRecord *const record = m_guesses.feed().session(session);
    return record != nullptr ? sessionTitle(*record) : QString::number(session);
}

void GuessDialog::showBroadcasts()
{
    m_broadcasts->clear();
    if (!m_shown)
        return;
    const auto &all = m_shown->broadcasts;
    const std::size_t first = all.size() - std::min(all.size(), MostShown);
    QList<QTreeWidgetItem *> items;
    for (std::size_t i = first; i < all.size(); ++i) {
        const GuessFindings::Broadcast &broadcast = all[i];
        QStringList sessions;
        for (std::size_t k = 0; k < std::min<std::size_t>(broadcast.sessions.size(), 20); ++k)
            sessions.append(titleOf(broadcast.sessions[k]));
        if (broadcast.sessions.size() > 20)
            sessions.append(QStringLiteral("…"));
        auto *const item = new QTreeWidgetItem({QString::number(broadcast.messages.front()),
                                                formatTime(broadcast.time), plain(broadcast.event),
                                                formatNumber(std::ssize(broadcast.sessions)),
                                                sessions.join(QStringLiteral(", "))});
        item->setData(0, Qt::UserRole, broadcast.messages.front());
        items.append(item);
    }
    m_broadcasts->addTopLevelItems(items);
}

void GuessDialog::openRules()
{
    const QString path = m_questions.fileToOpen(this);
    if (path.isEmpty())
        return;
    QString error;
    const auto object = fileAt(path).read(&error);
    if (!object) {
        m_error->say(error);
        return;
    }
    const auto read = Rooms::rulesFromJson((*object)[QLatin1String("rules")].toArray());
    if (const auto *fault = std::get_if<QByteArray>(&read)) {
        m_error->say(QString::fromUtf8(*fault));
        return;
    }
    m_error->say({});
    const auto &rules = std::get<std::vector<RoomRule>>(read);
    m_rules.insert(m_rules.end(), rules.begin(), rules.end());
    fillRules();
    takeRules();
    showProposals();
}

void GuessDialog::saveRules()
{
    const QString path = m_questions.fileToSave(this);
    if (path.isEmpty())
        return;
    m_error->say(fileAt(path).write({{QStringLiteral("rules"), Rooms::toJson(m_rules)}},
                                    SettingsFile::Access::AsUsual));
}
