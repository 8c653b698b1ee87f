// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "widgets/rules/rulespanel.h"

#include "protocol/rules/rulefile.h"
#include "widgets/common/errorlabel.h"
#include "widgets/common/format.h"
#include "widgets/common/icons.h"
#include "widgets/common/segmentedbutton.h"
#include "widgets/rules/addrulemenu.h"
#include "widgets/rules/ruleeditor.h"
#include "widgets/rules/ruleoffers.h"
#include "widgets/rules/rulewords.h"

#include <QFile>
#include <QFileDialog>
#include <QHeaderView>
#include <QLabel>
#include <QLineEdit>
#include <QRegularExpressionValidator>
#include <QSaveFile>
#include <QScrollArea>
#include <QSplitter>
#include <QStackedWidget>
#include <QToolButton>
#include <QTreeWidget>
#include <QVBoxLayout>

using namespace Rules;

namespace {

constexpr qsizetype LongestName = 80;
constexpr int RowHeight = 26;
constexpr int ApplyMs = 400; // a rule holds when the user pauses
constexpr int WideWidth = 760; // from there on the form stands beside the list

enum Column { Name, Does, Used };
enum Page { EmptyPage, ListPage };

} // namespace

RulesPanel::RulesPanel(const Theme &theme, QWidget *parent)
    : QWidget(parent)
    , m_theme(theme)
    , m_questions {
          [](QWidget *over) {
              return QFileDialog::getOpenFileName(over, tr("Open rules"), {}, tr("Rules (*.json)"));
          },
          [](QWidget *over) {
              return QFileDialog::getSaveFileName(
                  over, tr("Save rules"), QStringLiteral("rules.json"), tr("Rules (*.json)"));
          }}
    , m_switch(new SegmentedButton(theme))
    , m_state(new QLabel)
    , m_pages(new QStackedWidget)
    , m_splitter(new QSplitter(Qt::Vertical))
    , m_list(new QTreeWidget)
    , m_editor(new RuleEditor(theme))
    , m_seedEdit(new QLineEdit)
    , m_error(new ErrorLabel(theme))
{
    setObjectName(QStringLiteral("rulesPanel"));
    m_splitter->setChildrenCollapsible(false);
    m_splitter->addWidget(makeList());
    m_splitter->addWidget(makeForm());
    m_splitter->setStretchFactor(0, 1);
    m_splitter->setStretchFactor(1, 1);
    auto *const offers = new RuleOffers;
    connect(offers, &RuleOffers::chosen, this, &RulesPanel::addRules);
    m_pages->addWidget(offers);
    m_pages->addWidget(m_splitter);
    auto *const lines = new QVBoxLayout(this);
    lines->setContentsMargins(8, 8, 8, 8);
    lines->setSpacing(8);
    lines->addWidget(makeSwitch());
    lines->addWidget(makeTools());
    lines->addWidget(m_error);
    lines->addWidget(m_pages, 1);
    m_pause.setSingleShot(true);
    m_pause.setInterval(ApplyMs);
    connect(&m_pause, &QTimer::timeout, this, &RulesPanel::changed);
    connect(m_editor, &RuleEditor::edited, this, &RulesPanel::takeEdited);
    connect(&theme, &Theme::changed, this, &RulesPanel::showState);
    setRules({});
}

RulesPanel::~RulesPanel()
{
    if (m_pause.isActive())
        changed();
}

QWidget *RulesPanel::makeForm()
{
    auto *const page = new QWidget;
    auto *const lines = new QVBoxLayout(page);
    lines->setContentsMargins(8, 8, 8, 8);
    lines->addWidget(m_editor);
    lines->addStretch(1);
    auto *const form = new QScrollArea;
    form->setFrameShape(QFrame::NoFrame);
    form->setWidgetResizable(true);
    form->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    form->setWidget(page);
    return form;
}

QWidget *RulesPanel::makeSwitch()
{
    m_switch->setObjectName(QStringLiteral("rulesSwitch"));
    m_switch->addSegment(tr("Rules on"), tr("The rules that are checked act on the taps' traffic"));
    m_switch->addSegment(tr("All rules off"),
                         tr("Whatever is checked, traffic passes as it comes"));
    m_switch->setFixedHeight(36);
    connect(m_switch, &SegmentedButton::currentIndexChanged, this, [this](int index) {
        if (m_isFilling)
            return;
        m_areOff = index == 1;
        showState();
        changed();
    });
    m_state->setObjectName(QStringLiteral("rulesState"));
    m_state->setForegroundRole(QPalette::PlaceholderText);
    m_state->setWordWrap(true);
    auto *const bar = new QWidget;
    auto *const line = new QHBoxLayout(bar);
    line->setContentsMargins({});
    line->setSpacing(12);
    line->addWidget(m_switch);
    line->addWidget(m_state, 1);
    return bar;
}

QWidget *RulesPanel::makeList()
{
    m_list->setObjectName(QStringLiteral("tapRules"));
    m_list->setAccessibleName(tr("Rules in the order in which they are asked"));
    m_list->setHeaderLabels({tr("Rule"), tr("What it does"), tr("Used")});
    m_list->setRootIsDecorated(false);
    m_list->setUniformRowHeights(true);
    m_list->setAlternatingRowColors(true);
    QHeaderView *const header = m_list->header();
    header->setStretchLastSection(false);
    header->setSectionResizeMode(Does, QHeaderView::Stretch);
    header->resizeSection(Name, 152);
    header->resizeSection(Used, 56);
    m_list->headerItem()->setTextAlignment(Used, Qt::AlignRight | Qt::AlignVCenter);
    connect(m_list, &QTreeWidget::currentItemChanged, this, &RulesPanel::showCurrent);
    connect(m_list, &QTreeWidget::itemChanged, this, [this](QTreeWidgetItem *item) {
        if (!m_isFilling)
            takeChecked(m_list->indexOfTopLevelItem(item));
    });
    m_seedEdit->setObjectName(QStringLiteral("rulesSeed"));
    m_seedEdit->setAccessibleName(tr("Seed"));
    m_seedEdit->setMaximumWidth(144);
    m_seedEdit->setToolTip(tr("All chance is made of this number: the same rules, seed and traffic "
                              "come to the same"));
    static const QRegularExpression digits(QStringLiteral("[0-9]{0,16}"));
    m_seedEdit->setValidator(new QRegularExpressionValidator(digits, m_seedEdit));
    connect(m_seedEdit, &QLineEdit::textEdited, this, &RulesPanel::takeSeed);
    auto *const caption = new QLabel(tr("Chan&ce begins at seed"));
    caption->setBuddy(m_seedEdit);
    auto *const seedLine = new QHBoxLayout;
    seedLine->addWidget(caption);
    seedLine->addWidget(m_seedEdit);
    seedLine->addStretch(1);
    auto *const side = new QWidget;
    auto *const lines = new QVBoxLayout(side);
    lines->setContentsMargins({});
    lines->setSpacing(8);
    lines->addWidget(m_list, 1);
    lines->addLayout(seedLine);
    return side;
}

QToolButton *RulesPanel::makeTool(const QString &text, const QString &name, const QString &tip,
                                  const QKeySequence &key, void (RulesPanel::*act)())
{
    auto *const tool = new QToolButton;
    auto *const action = new QAction(text, this);
    action->setObjectName(name);
    action->setShortcut(key);
    action->setShortcutContext(Qt::WidgetShortcut);
    const QString keys = key.toString(QKeySequence::NativeText);
    action->setToolTip(keys.isEmpty() ? tip : tr("%1 (%2)").arg(tip, keys));
    connect(action, &QAction::triggered, this, act);
    m_list->addAction(action); // the key is the list's
    tool->setDefaultAction(action);
    tool->setFocusPolicy(Qt::TabFocus);
    tool->setAccessibleName(text);
    return tool;
}

QWidget *RulesPanel::makeTools()
{
    auto *const add = new QToolButton;
    add->setObjectName(QStringLiteral("addRule"));
    add->setText(tr("&Add"));
    add->setToolTip(tr("Add a rule, or rules that are ready made"));
    auto *const menu = new AddRuleMenu(this);
    connect(menu, &AddRuleMenu::presetChosen, this, &RulesPanel::addRules);
    connect(menu, &AddRuleMenu::actionChosen, this, [this](const Rule &rule) {
        addRules({rule});
        m_editor->focusName();
    });
    add->setMenu(menu);
    add->setPopupMode(QToolButton::InstantPopup);
    add->setFocusPolicy(Qt::StrongFocus);
    QToolButton *const copy
        = makeTool(tr("Duplicate"), QStringLiteral("duplicateRule"), tr("Duplicate the rule"),
                   QKeySequence(QStringLiteral("Ctrl+D")), &RulesPanel::duplicate);
    QToolButton *const away
        = makeTool(tr("Remove"), QStringLiteral("removeRule"), tr("Remove the rule"),
                   QKeySequence(Qt::Key_Delete), &RulesPanel::remove);
    QToolButton *const up
        = makeTool(tr("Up"), QStringLiteral("ruleUp"), tr("Have it asked earlier"),
                   QKeySequence(QStringLiteral("Alt+Up")), &RulesPanel::moveUp);
    QToolButton *const down
        = makeTool(tr("Down"), QStringLiteral("ruleDown"), tr("Have it asked later"),
                   QKeySequence(QStringLiteral("Alt+Down")), &RulesPanel::moveDown);
    up->defaultAction()->setIcon(themedIcon(Icon::ArrowUp, m_theme));
    down->defaultAction()->setIcon(themedIcon(Icon::ArrowDown, m_theme));
    QToolButton *const open = makeTool(tr("Open…"), QStringLiteral("openRules"),
                                       tr("Add the rules of a file"), {}, &RulesPanel::open);
    QToolButton *const save = makeTool(tr("Save…"), QStringLiteral("saveRules"),
                                       tr("Save all rules to a file"), {}, &RulesPanel::save);
    m_ruleTools = {copy, away, up, down, save};
    auto *const bar = new QWidget;
    auto *const line = new QHBoxLayout(bar);
    line->setContentsMargins({});
    line->setSpacing(4);
    for (QToolButton *const tool : {add, copy, away, up, down})
        line->addWidget(tool);
    line->addStretch(1);
    line->addWidget(open);
    line->addWidget(save);
    return bar;
}

void RulesPanel::resizeEvent(QResizeEvent *event)
{
    QWidget::resizeEvent(event);
    m_splitter->setOrientation(width() >= WideWidth ? Qt::Horizontal : Qt::Vertical);
}

void RulesPanel::setRules(const RuleList &list, bool areOff)
{
    m_pause.stop();
    m_entries.set(list);
    m_areOff = areOff;
    m_isFilling = true;
    m_seedEdit->setText(QString::number(m_entries.seed));
    m_switch->setCurrentIndex(areOff ? 1 : 0);
    m_isFilling = false;
    fill();
    select(0);
}

void RulesPanel::setUses(const Uses &uses)
{
    m_entries.setUses(uses);
    showState();
}

void RulesPanel::sayError(const QString &words)
{
    m_error->say(words);
}

void RulesPanel::addRules(const std::vector<Rule> &rules)
{
    const int row = int(m_entries.size());
    for (const Rule &rule : rules) {
        if (!m_entries.add(rule))
            sayError(tr("There are no more than 1000 rules."));
    }
    fill();
    select(row);
    changed();
}

int RulesPanel::currentRow() const
{
    return m_list->indexOfTopLevelItem(m_list->currentItem());
}

void RulesPanel::select(int row)
{
    if (row >= 0 && row < m_list->topLevelItemCount())
        m_list->setCurrentItem(m_list->topLevelItem(row));
    showCurrent();
}

void RulesPanel::fill()
{
    m_isFilling = true;
    m_list->clear();
    for (std::size_t i = 0; i < m_entries.size(); ++i) {
        auto *const item = new QTreeWidgetItem(m_list);
        item->setTextAlignment(Used, Qt::AlignRight | Qt::AlignVCenter);
        item->setSizeHint(Name, {0, RowHeight});
    }
    m_isFilling = false;
    showState();
}

void RulesPanel::showEntry(std::size_t place)
{
    const RuleEntries::Entry &entry = m_entries.at(place);
    QTreeWidgetItem *const item = m_list->topLevelItem(int(place));
    const bool isFaulty = !entry.fault.isEmpty();
    const QString summary = summaryOf(entry.rule);
    item->setText(Name, singleLine(entry.rule.name, LongestName));
    item->setToolTip(Name, QString::fromUtf8(entry.rule.name));
    item->setCheckState(Name, entry.rule.isOn ? Qt::Checked : Qt::Unchecked);
    item->setText(Does,
                  !isFaulty          ? summary
                      : entry.usable ? tr("holds as it was: it cannot be used so")
                                     : tr("cannot be used yet"));
    item->setToolTip(Does, isFaulty ? QString::fromUtf8(entry.fault) : summary);
    item->setIcon(Does, isFaulty ? themedIcon(Icon::Problem, m_theme, Tint::Error) : QIcon());
    item->setText(Used, entry.uses == 0 ? QString() : formatNumber(qint64(entry.uses)));
    const bool acts = entry.rule.isOn && !m_areOff;
    for (const int column : {Name, Does, Used})
        item->setForeground(column, acts ? m_theme.colors().text : m_theme.colors().dim);
}

void RulesPanel::showState()
{
    m_isFilling = true;
    for (std::size_t i = 0; i < m_entries.size(); ++i)
        showEntry(i);
    m_isFilling = false;
    m_pages->setCurrentIndex(m_entries.isEmpty() ? EmptyPage : ListPage);
    const std::size_t on = m_entries.onCount();
    m_state->setText(
        m_entries.isEmpty() ? QString()
            : m_areOff      ? tr("Traffic passes as it comes.")
            : on == 0
            ? tr("No rule is checked: traffic passes as it comes.")
            : tr("%1 of %2 rules act on the traffic of all taps.").arg(on).arg(m_entries.size()));
}

void RulesPanel::showCurrent()
{
    const int row = currentRow();
    for (QToolButton *const tool : m_ruleTools)
        tool->defaultAction()->setEnabled(row >= 0);
    m_editor->setEnabled(row >= 0);
    if (row < 0 || m_isFilling)
        return;
    const RuleEntries::Entry &entry = m_entries.at(std::size_t(row));
    m_editor->setRule(entry.rule);
    // What could not be read is not there any more.
    if (!entry.fault.isEmpty() && !m_editor->fault())
        takeEdited();
}

void RulesPanel::takeEdited()
{
    if (currentRow() < 0)
        return;
    m_entries.replace(std::size_t(currentRow()), m_editor->rule(), m_editor->fault());
    showState();
    m_pause.start();
}

void RulesPanel::takeChecked(int row)
{
    const bool isOn = m_list->topLevelItem(row)->checkState(Name) == Qt::Checked;
    if (m_entries.at(std::size_t(row)).rule.isOn == isOn)
        return;
    m_entries.setOn(std::size_t(row), isOn);
    if (row == currentRow())
        m_editor->setOn(isOn);
    showState();
    changed();
}

void RulesPanel::takeSeed()
{
    bool isNumber = false;
    const quint64 seed = m_seedEdit->text().toULongLong(&isNumber);
    if (!isNumber || seed > MostSeed)
        return;
    m_entries.seed = seed;
    m_pause.start();
}

void RulesPanel::changed()
{
    m_pause.stop();
    emit rulesChanged(rulesInForce());
}

void RulesPanel::duplicate()
{
    const int row = currentRow();
    if (row < 0 || !m_entries.duplicate(std::size_t(row)))
        return;
    fill();
    select(row + 1);
    changed();
}

void RulesPanel::remove()
{
    const int row = currentRow();
    if (row < 0)
        return;
    m_entries.remove(std::size_t(row));
    fill();
    select(std::min(row, int(m_entries.size()) - 1));
    changed();
}

void RulesPanel::moveUp()
{
    move(-1);
}

void RulesPanel::moveDown()
{
    move(1);
}

void RulesPanel::move(int by)
{
    const int row = currentRow();
    const int other = row + by;
    if (row < 0 || other < 0 || other >= int(m_entries.size()))
        return;
    m_entries.swap(std::size_t(row), std::size_t(other));
    fill();
    select(other);
    changed();
}

void RulesPanel::open()
{
    const QString path = m_questions.fileToOpen(this);
    if (path.isEmpty())
        return;
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly)) {
        sayError(tr("%1 cannot be read: %2").arg(path, file.errorString()));
        return;
    }
    const auto read = fromFile(file.read(MostFileBytes + 1));
    if (const auto *fault = std::get_if<QByteArray>(&read)) {
        sayError(QString::fromUtf8(*fault));
        return;
    }
    sayError({});
    const auto &list = std::get<RuleList>(read);
    if (m_entries.isEmpty()) {
        setRules(list, m_areOff);
        changed();
    } else if (!list.rules.empty()) {
        addRules(list.rules);
    }
}

void RulesPanel::save()
{
    const QString path = m_questions.fileToSave(this);
    if (path.isEmpty())
        return;
    const RuleList list = rules();
    QSaveFile file(path);
    const QByteArray text = toFile(list);
    if (!file.open(QIODevice::WriteOnly) || file.write(text) != text.size() || !file.commit()) {
        sayError(tr("%1 cannot be written: %2").arg(path, file.errorString()));
        return;
    }
    const std::size_t unfinished = m_entries.size() - list.rules.size();
    sayError(unfinished == 0
                 ? QString()
                 : tr("Saved without the rules that cannot be used yet: %1.").arg(unfinished));
}
