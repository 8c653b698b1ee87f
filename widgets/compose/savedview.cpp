// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "widgets/compose/savedview.h"

#include "widgets/compose/draftwords.h"
#include "widgets/compose/rowdelegate.h"
#include "widgets/details/panelheading.h"

#include <QFileInfo>
#include <QHBoxLayout>
#include <QLabel>
#include <QShortcut>
#include <QStandardItemModel>
#include <QToolButton>
#include <QTreeView>
#include <QVBoxLayout>

namespace {

constexpr int FolderRole = RowDelegate::FirstFreeRole;
constexpr int NameRole = FolderRole + 1; // of messages only

QToolButton *makeButton(const QString &text)
{
    auto *const button = new QToolButton;
    button->setText(text);
    button->setAutoRaise(true);
    button->setFocusPolicy(Qt::StrongFocus);
    return button;
}

} // namespace

SavedView::SavedView(MessageLibrary &library, std::function<ComposeDraft()> draft,
                     const ComposeQuestions &questions, const Theme &theme, QWidget *parent)
    : QWidget(parent)
    , m_library(library)
    , m_draft(std::move(draft))
    , m_questions(questions)
    , m_model(new QStandardItemModel(this))
    , m_tree(new QTreeView)
    , m_message(makeDimLabel())
    , m_remove(makeButton(tr("Remove")))
{
    setUpRows(m_tree, theme, tr("Saved messages"));
    m_tree->setHeaderHidden(true);
    m_tree->setUniformRowHeights(true);
    m_tree->setIndentation(16);
    m_tree->setModel(m_model);
    m_tree->setToolTip(tr("Press Enter or double-click to put one into the editors"));
    m_message->setContentsMargins(8, 4, 8, 0);
    m_message->setAccessibleName(tr("What happened"));

    auto *const buttons = new QHBoxLayout;
    buttons->setContentsMargins(0, 4, 0, 0);
    buttons->setSpacing(0);
    const auto addButton
        = [this, buttons](QToolButton *button, const QString &tip, void (SavedView::*act)()) {
              button->setToolTip(tip);
              buttons->addWidget(button);
              connect(button, &QToolButton::clicked, this, act);
          };
    addButton(makeButton(tr("Save…")), tr("Save what is in the editors under a name"),
              &SavedView::save);
    addButton(m_remove, tr("Remove the saved message (Delete)"), &SavedView::remove);
    buttons->addStretch();
    addButton(makeButton(tr("Import…")), tr("Take in the messages of a file"),
              &SavedView::importFile);
    addButton(makeButton(tr("Export…")), tr("Write all saved messages to a file, to share"),
              &SavedView::exportFile);
    auto *const layout = new QVBoxLayout(this);
    layout->setContentsMargins({});
    layout->setSpacing(0);
    layout->addWidget(m_tree, 1);
    layout->addWidget(m_message);
    layout->addLayout(buttons);

    connect(m_tree, &QTreeView::activated, this, [this] {
        if (const SavedMessage *const message = current())
            emit draftChosen(message->draft);
    });
    auto *const key
        = new QShortcut(QKeySequence::Delete, m_tree, nullptr, nullptr, Qt::WidgetShortcut);
    connect(key, &QShortcut::activated, this, &SavedView::remove);
    connect(m_tree->selectionModel(), &QItemSelectionModel::currentChanged, this,
            [this] { m_remove->setEnabled(current() != nullptr); });
    reload();
}

void SavedView::reload()
{
    m_model->clear();
    for (const SavedMessage &message : m_library.messages()) {
        const DraftWords words = draftWords(message.draft);
        auto *const item = new QStandardItem;
        item->setData(message.name, RowDelegate::TitleRole);
        item->setData(words.title + QLatin1Char(' ') + words.detail, RowDelegate::DetailRole);
        item->setData(message.folder, FolderRole);
        item->setData(message.name, NameRole);
        item->setText(QStringLiteral("%1: %2 %3").arg(message.name, words.title, words.detail));
        folderItem(message.folder)->appendRow(item);
    }
    m_tree->expandAll();
    m_remove->setEnabled(current() != nullptr);
    if (m_library.messages().isEmpty())
        showMessage(tr("Saved messages are listed here."));
}

void SavedView::save()
{
    if (!m_questions.nameToSave)
        return;
    const SavedMessage *const chosen = current();
    const ComposeDraft draft = m_draft();
    ComposeQuestions::Name suggested {draftWords(draft).title, chosen ? chosen->folder : QString()};
    const auto name = m_questions.nameToSave(this, suggested, m_library.folders());
    if (!name || name->name.trimmed().isEmpty())
        return;
    change([&] { m_library.put({name->folder, name->name, draft}); });
}

void SavedView::showMessage(const QString &text)
{
    m_message->setText(text);
    m_message->setVisible(!text.isEmpty());
}

void SavedView::remove()
{
    const SavedMessage *const message = current();
    if (!message)
        return;
    change(
        [this, folder = message->folder, name = message->name] { m_library.remove(folder, name); });
}

void SavedView::importFile()
{
    const QString path = m_questions.fileToImport ? m_questions.fileToImport(this) : QString();
    if (path.isEmpty())
        return;
    int count = 0;
    QString error;
    change([&] { error = m_library.importFrom(path, &count); });
    if (!error.isEmpty())
        showMessage(error);
    else if (m_message->isHidden())
        showMessage(count == 1 ? tr("One message came in.")
                               : tr("%1 messages came in.").arg(count));
}

void SavedView::exportFile()
{
    const QString path = m_questions.fileToExport ? m_questions.fileToExport(this) : QString();
    if (path.isEmpty())
        return;
    const QString error = m_library.exportTo(path);
    showMessage(error.isEmpty() ? tr("Written to %1.").arg(QFileInfo(path).fileName()) : error);
}

/// Changes what the file has now: another window may have saved there.
void SavedView::change(const std::function<void()> &act)
{
    showMessage({});
    QString error = m_library.refresh();
    if (error.isEmpty()) {
        act();
        error = m_library.save();
    }
    reload();
    if (!error.isEmpty())
        showMessage(error);
}

const SavedMessage *SavedView::current() const
{
    const QModelIndex index = m_tree->currentIndex();
    const QVariant name = index.data(NameRole);
    return name.isValid() ? m_library.find(index.data(FolderRole).toString(), name.toString())
                          : nullptr;
}

QStandardItem *SavedView::folderItem(const QString &folder)
{
    QStandardItem *parent = m_model->invisibleRootItem();
    QString path;
    const QStringList parts = folder.split(QLatin1Char('/'), Qt::SkipEmptyParts);
    for (const QString &part : parts) {
        path += (path.isEmpty() ? QString() : QStringLiteral("/")) + part;
        QStandardItem *found = nullptr;
        for (int row = 0; row < parent->rowCount() && !found; ++row) {
            QStandardItem *const child = parent->child(row);
            if (!child->data(NameRole).isValid() && child->data(FolderRole).toString() == path)
                found = child;
        }
        if (!found) {
            found = new QStandardItem(part);
            found->setData(part, RowDelegate::TitleRole);
            found->setData(path, FolderRole);
            parent->appendRow(found);
        }
        parent = found;
    }
    return parent;
}
