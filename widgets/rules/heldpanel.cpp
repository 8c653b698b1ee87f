// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "widgets/rules/heldpanel.h"

#include "widgets/common/format.h"
#include "widgets/common/theme.h"
#include "widgets/details/panelheading.h"
#include "widgets/rules/heldeditor.h"
#include "widgets/rules/heldlist.h"
#include "widgets/rules/heldmodel.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QPushButton>
#include <QShortcut>
#include <QSplitter>
#include <QStackedWidget>
#include <QTimer>

#include <algorithm>
#include <utility>

using Acting::HeldVerdict;

namespace {

constexpr std::chrono::seconds Tick {1};

enum Page { EmptyPage, ListPage };

struct Key
{
    quint32 source = 0;
    quint64 id = 0;

    bool operator==(const Key &other) const = default;
};

Key keyOf(const Acting::HeldMessage &message)
{
    return {message.source, message.id};
}

Capture::Time systemTime()
{
    return std::chrono::time_point_cast<Capture::Time::duration>(std::chrono::system_clock::now());
}

} // namespace

/// The parts, and what goes from one to the other.
class HeldPanel::Private : public QObject
{
    Q_OBJECT
public:
    Private(HeldPanel *panel, const Theme &theme);

    void layOut() const;
    QWidget *makeEmptyPage() const;
    QWidget *makeList() const;
    void connectParts();

    void showRow(int row);
    void select(int row);
    void selectNext(int row);
    void keepDraft();
    void decide(int row, const HeldVerdict &verdict);
    void releaseAll();
    void tick();
    void showCount();

    HeldPanel *const q;
    std::function<Capture::Time()> now = &systemTime;
    HeldModel model;
    QStackedWidget *pages;
    HeldList *list;
    HeldEditor *editor;
    PanelHeading *heading;
    QPushButton *releaseAllButton;
    QTimer timer;
    std::optional<Key> shown; // by the editor
    bool isGone = false; // the editor shows one that is not in the list any more
    int toldCount = 0;
};

HeldPanel::Private::Private(HeldPanel *panel, const Theme &theme)
    : q(panel)
    , model(theme)
    , pages(new QStackedWidget)
    , list(new HeldList(model, theme))
    , editor(new HeldEditor(theme))
    , heading(new PanelHeading({}, theme))
    , releaseAllButton(new QPushButton(HeldPanel::tr("Release all")))
{
    layOut();
    connectParts();
    showCount();
}

QWidget *HeldPanel::Private::makeEmptyPage() const
{
    auto *const title = new QLabel(HeldPanel::tr("Nothing is held"));
    QFont font = title->font();
    font.setWeight(QFont::DemiBold);
    title->setFont(font);
    title->setAlignment(Qt::AlignCenter);
    QLabel *const how = makeDimLabel();
    how->setObjectName(QStringLiteral("heldEmpty"));
    how->setText(HeldPanel::tr("A rule with the action Hold stops what it matches: it waits here "
                               "until you let it go, change it, drop it or answer it."));
    how->setAlignment(Qt::AlignCenter);
    auto *const page = new QWidget;
    auto *const lines = new QVBoxLayout(page);
    lines->setSpacing(8);
    lines->addStretch();
    lines->addWidget(title);
    lines->addWidget(how);
    lines->addStretch();
    return page;
}

QWidget *HeldPanel::Private::makeList() const
{
    releaseAllButton->setObjectName(QStringLiteral("releaseAllHeld"));
    releaseAllButton->setAutoDefault(false);
    releaseAllButton->setToolTip(
        HeldPanel::tr("Let all of them go, with your changes (Ctrl+Shift+Enter)"));
    auto *const head = new QHBoxLayout;
    head->setContentsMargins(12, 8, 12, 0);
    head->setSpacing(8);
    head->addWidget(heading, 1);
    head->addWidget(releaseAllButton);
    auto *const side = new QWidget;
    auto *const lines = new QVBoxLayout(side);
    lines->setContentsMargins({});
    lines->setSpacing(8);
    lines->addLayout(head);
    lines->addWidget(list, 1);
    return side;
}

void HeldPanel::Private::layOut() const
{
    auto *const splitter = new QSplitter;
    splitter->setChildrenCollapsible(false);
    splitter->addWidget(makeList());
    splitter->addWidget(editor);
    editor->setContentsMargins(12, 8, 12, 8);
    splitter->setStretchFactor(0, 5);
    splitter->setStretchFactor(1, 4);
    splitter->setSizes({500, 400});
    pages->addWidget(makeEmptyPage());
    pages->addWidget(splitter);
    auto *const lines = new QVBoxLayout(q);
    lines->setContentsMargins({});
    lines->addWidget(pages);
    q->setBackgroundRole(QPalette::Base);
    q->setAutoFillBackground(true);
}

void HeldPanel::Private::connectParts()
{
    const auto onKeys = [this](Qt::KeyboardModifiers modifiers, auto act) {
        for (const auto key : {Qt::Key_Return, Qt::Key_Enter}) {
            auto *const shortcut = new QShortcut(QKeySequence(modifiers | key), q, nullptr, nullptr,
                                                 Qt::WidgetWithChildrenShortcut);
            shortcut->setAutoRepeat(false); // the next one would go too
            connect(shortcut, &QShortcut::activated, this, act);
        }
    };
    onKeys(Qt::ControlModifier, [this] { editor->act(); });
    onKeys(Qt::ControlModifier | Qt::ShiftModifier, [this] { releaseAll(); });
    auto *const away
        = new QShortcut(QKeySequence::Delete, list, nullptr, nullptr, Qt::WidgetShortcut);
    away->setAutoRepeat(false);
    connect(away, &QShortcut::activated, editor, &HeldEditor::drop);
    connect(releaseAllButton, &QPushButton::clicked, this, &Private::releaseAll);
    connect(list, &QTreeView::activated, editor, &HeldEditor::focusText);
    connect(list->selectionModel(), &QItemSelectionModel::currentRowChanged, this,
            [this](const QModelIndex &current) {
                if (current.isValid())
                    showRow(current.row());
            });
    connect(editor, &HeldEditor::decided, this, [this](const HeldVerdict &verdict) {
        const int row = shown ? model.find(shown->source, shown->id) : -1;
        if (row >= 0)
            decide(row, verdict);
    });
    timer.setInterval(Tick);
    connect(&timer, &QTimer::timeout, this, &Private::tick);
}

void HeldPanel::Private::showRow(int row)
{
    const Key key = keyOf(model.row(row).message);
    if (shown == key && !isGone)
        return;
    keepDraft();
    shown = key;
    isGone = false;
    const HeldModel::Row &chosen = model.row(row);
    editor->showMessage(chosen.message, chosen.draft, chosen.error, now());
}

void HeldPanel::Private::select(int row)
{
    list->setCurrentIndex(model.index(row, 0));
}

/// The next from \a row on that is not decided.
void HeldPanel::Private::selectNext(int row)
{
    const int count = model.rowCount();
    for (int i = 0; i < count; ++i) {
        const int at = (row + i) % count;
        if (!model.row(at).isDecided) {
            select(at);
            return;
        }
    }
    shown.reset();
    editor->showNothing();
}

void HeldPanel::Private::keepDraft()
{
    const int row = shown && !isGone ? model.find(shown->source, shown->id) : -1;
    if (row >= 0 && model.row(row).draft != editor->draft())
        model.setDraft(row, editor->draft());
}

void HeldPanel::Private::decide(int row, const HeldVerdict &verdict)
{
    const Key key = keyOf(model.row(row).message);
    model.setDecided(row);
    if (shown == key)
        editor->showError({});
    emit q->decided(key.source, key.id, verdict);
}

void HeldPanel::Private::releaseAll()
{
    keepDraft();
    // Whoever hears of a decision may take rows away at once.
    QList<std::pair<Key, HeldVerdict>> verdicts;
    std::optional<Key> faulty;
    for (int row = 0; row < model.rowCount(); ++row) {
        const HeldModel::Row &entry = model.row(row);
        const Key key = keyOf(entry.message);
        if (entry.isDecided)
            continue;
        if (entry.draft && HeldBody::of(entry.message).problem(entry.message, *entry.draft)) {
            faulty = faulty.value_or(key);
            continue;
        }
        verdicts.append(
            {key, {.what = HeldVerdict::What::Release, .body = entry.draft, .answer = {}}});
    }
    if (!isGone && shown != faulty) {
        shown.reset();
        list->selectNothing();
        editor->showNothing();
    }
    for (const auto &[key, verdict] : std::as_const(verdicts)) {
        const int row = model.find(key.source, key.id);
        if (row >= 0)
            decide(row, verdict);
    }
    const int left = faulty ? model.find(faulty->source, faulty->id) : -1;
    if (left >= 0) {
        select(left);
        editor->focusText();
    }
}

void HeldPanel::Private::tick()
{
    const Capture::Time time = now();
    model.setNow(time);
    editor->setNow(time);
}

void HeldPanel::Private::showCount()
{
    const int count = model.rowCount();
    const bool isEmpty = count == 0 && !isGone;
    pages->setCurrentIndex(isEmpty ? EmptyPage : ListPage);
    heading->setHeading(HeldPanel::tr("Held · %1").arg(formatNumber(count)));
    releaseAllButton->setEnabled(count > 0);
    if (count == 0)
        timer.stop();
    else if (!timer.isActive())
        timer.start();
    if (std::exchange(toldCount, count) != count)
        emit q->countChanged(count);
}

HeldPanel::HeldPanel(const Theme &theme, QWidget *parent)
    : QWidget(parent)
    , m_d(std::make_unique<Private>(this, theme))
{
    setObjectName(QStringLiteral("heldPanel"));
}

HeldPanel::~HeldPanel() = default;

void HeldPanel::setClock(std::function<Capture::Time()> now)
{
    m_d->now = std::move(now);
    m_d->tick();
}

void HeldPanel::add(const Acting::HeldMessage &message)
{
    m_d->model.add(message);
    const bool isFree = m_d->isGone ? !m_d->editor->isEdited() : !m_d->shown;
    if (isFree)
        m_d->select(count() - 1);
    m_d->showCount();
}

void HeldPanel::remove(quint32 source, quint64 id)
{
    const int row = m_d->model.find(source, id);
    if (row < 0)
        return;
    const bool isShown = !m_d->isGone && m_d->shown == Key {source, id};
    const bool isDecided = m_d->model.row(row).isDecided;
    if (isShown)
        m_d->list->selectNothing(); // the view would select the next
    m_d->model.removeRow(row);
    if (isShown && isDecided) {
        m_d->selectNext(row);
    } else if (isShown) {
        m_d->isGone = true;
        m_d->editor->showGone();
    }
    m_d->showCount();
}

void HeldPanel::clear()
{
    m_d->shown.reset();
    m_d->isGone = false;
    m_d->model.clear();
    m_d->editor->showNothing();
    m_d->showCount();
}

void HeldPanel::showError(quint32 source, quint64 id, const QByteArray &error)
{
    const int row = m_d->model.find(source, id);
    if (row < 0)
        return;
    const QString words = QString::fromUtf8(error);
    m_d->model.setError(row, words);
    if (!m_d->shown)
        m_d->select(row);
    else if (m_d->shown == Key {source, id})
        m_d->editor->showError(words);
}

int HeldPanel::count() const
{
    return m_d->model.rowCount();
}

#include "heldpanel.moc"
