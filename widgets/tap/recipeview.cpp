// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "widgets/tap/recipeview.h"

#include "widgets/common/icons.h"
#include "widgets/common/theme.h"

#include <QClipboard>
#include <QGuiApplication>
#include <QHBoxLayout>
#include <QLabel>
#include <QListWidget>
#include <QPushButton>
#include <QVBoxLayout>

namespace {

constexpr int ListWidth = 208;
constexpr int ItemHeight = 32;

QLabel *heading(const Theme &theme)
{
    auto *const label = new QLabel;
    label->setForegroundRole(QPalette::PlaceholderText);
    label->setFont(theme.smallFont());
    return label;
}

// A line of code on a ground of its own.
QLabel *codeLabel(const Theme &theme)
{
    auto *const label = new QLabel;
    label->setTextFormat(Qt::PlainText);
    label->setTextInteractionFlags(Qt::TextSelectableByMouse | Qt::TextSelectableByKeyboard);
    label->setWordWrap(true);
    label->setMargin(8);
    label->setAutoFillBackground(true);
    const auto apply = [label, &theme] {
        QPalette palette = label->palette();
        palette.setColor(QPalette::Window, theme.colors().chip);
        palette.setColor(QPalette::WindowText, theme.colors().text);
        label->setPalette(palette);
        label->setFont(theme.fixedFont());
    };
    apply();
    QObject::connect(&theme, &Theme::changed, label, apply);
    return label;
}

} // namespace

RecipeView::RecipeView(const Theme &theme, QWidget *parent)
    : QWidget(parent)
    , m_list(new QListWidget)
    , m_beforeHeading(heading(theme))
    , m_before(codeLabel(theme))
    , m_afterHeading(heading(theme))
    , m_after(codeLabel(theme))
    , m_note(new QLabel)
{
    m_list->setFixedWidth(ListWidth);
    m_list->setFrameShape(QFrame::NoFrame);
    m_list->viewport()->setAutoFillBackground(false);
    m_list->setAccessibleName(tr("What kind of app it is"));
    m_note->setWordWrap(true);
    m_note->setTextFormat(Qt::PlainText);
    m_note->setForegroundRole(QPalette::PlaceholderText);
    m_beforeHeading->setText(tr("INSTEAD OF"));
    m_after->setAccessibleName(tr("The line to have"));
    auto *const copy = new QPushButton(themedIcon(Icon::Copy, theme), tr("Copy"));
    copy->setAutoDefault(false);
    copy->setAccessibleName(tr("Copy the line to have"));
    connect(copy, &QPushButton::clicked, this, &RecipeView::copyCurrent);

    auto *const right = new QVBoxLayout;
    right->setSpacing(4);
    right->addWidget(m_beforeHeading);
    right->addWidget(m_before);
    right->addSpacing(8);
    right->addWidget(m_afterHeading);
    auto *const afterRow = new QHBoxLayout;
    afterRow->setSpacing(8);
    afterRow->addWidget(m_after, 1);
    afterRow->addWidget(copy);
    right->addLayout(afterRow);
    right->addSpacing(8);
    right->addWidget(m_note);
    right->addStretch(1);
    auto *const layout = new QHBoxLayout(this);
    layout->setContentsMargins({});
    layout->setSpacing(16);
    layout->addWidget(m_list);
    layout->addLayout(right, 1);
    connect(m_list, &QListWidget::currentRowChanged, this, &RecipeView::showCurrent);
}

void RecipeView::setRecipes(const QList<TapGuide::Recipe> &recipes)
{
    m_list->clear();
    m_recipes = recipes;
    for (const TapGuide::Recipe &recipe : recipes) {
        auto *const item = new QListWidgetItem(recipe.title, m_list);
        item->setSizeHint({0, ItemHeight});
    }
    m_list->setCurrentRow(recipes.isEmpty() ? -1 : 0);
}

const TapGuide::Recipe *RecipeView::current() const
{
    const int row = m_list->currentRow();
    return row >= 0 && row < m_recipes.size() ? &m_recipes[row] : nullptr;
}

void RecipeView::showCurrent()
{
    const TapGuide::Recipe *const recipe = current();
    if (!recipe)
        return;
    const bool hasBefore = !recipe->before.isEmpty();
    m_beforeHeading->setVisible(hasBefore);
    m_before->setVisible(hasBefore);
    m_before->setText(recipe->before);
    m_afterHeading->setText(hasBefore ? tr("WRITE") : tr("USE"));
    m_after->setText(recipe->after);
    m_note->setText(recipe->note);
    m_note->setVisible(!recipe->note.isEmpty());
}

void RecipeView::copyCurrent()
{
    if (const TapGuide::Recipe *const recipe = current())
        QGuiApplication::clipboard()->setText(recipe->after);
}
