// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "widgets/compose/composequestions.h"

#include <QComboBox>
#include <QCoreApplication>
#include <QDialog>
#include <QDialogButtonBox>
#include <QFileDialog>
#include <QFormLayout>
#include <QLineEdit>
#include <QPushButton>

namespace {

QString words(const char *text)
{
    return QCoreApplication::translate("ComposeQuestions", text);
}

QString jsonFiles()
{
    return words("Messages (*.json);;All files (*)");
}

std::optional<ComposeQuestions::Name>
askName(QWidget *parent, const ComposeQuestions::Name &suggested, const QStringList &folders)
{
    QDialog dialog(parent);
    dialog.setWindowTitle(words("Save message"));
    auto *const name = new QLineEdit(suggested.name);
    name->setAccessibleName(words("Name"));
    name->selectAll();
    auto *const folder = new QComboBox;
    folder->setEditable(true);
    folder->addItems(folders);
    folder->setEditText(suggested.folder);
    folder->lineEdit()->setPlaceholderText(words("none; login/admin is one in another"));
    folder->setAccessibleName(words("Folder"));
    auto *const buttons = new QDialogButtonBox(QDialogButtonBox::Save | QDialogButtonBox::Cancel);
    auto *const form = new QFormLayout(&dialog);
    form->addRow(words("&Name"), name);
    form->addRow(words("&Folder"), folder);
    form->addRow(buttons);
    dialog.setMinimumWidth(400);
    QPushButton *const save = buttons->button(QDialogButtonBox::Save);
    save->setEnabled(!name->text().trimmed().isEmpty());
    QObject::connect(name, &QLineEdit::textChanged, save,
                     [save](const QString &text) { save->setEnabled(!text.trimmed().isEmpty()); });
    QObject::connect(buttons, &QDialogButtonBox::accepted, &dialog, &QDialog::accept);
    QObject::connect(buttons, &QDialogButtonBox::rejected, &dialog, &QDialog::reject);
    if (dialog.exec() != QDialog::Accepted)
        return std::nullopt;
    return ComposeQuestions::Name {name->text(), folder->currentText()};
}

} // namespace

ComposeQuestions ComposeQuestions::dialogs()
{
    ComposeQuestions questions;
    questions.fileToSend = [](QWidget *parent) {
        return QFileDialog::getOpenFileName(parent, words("File to send"));
    };
    questions.fileToImport = [](QWidget *parent) {
        return QFileDialog::getOpenFileName(parent, words("Import messages"), {}, jsonFiles());
    };
    questions.fileToExport = [](QWidget *parent) {
        return QFileDialog::getSaveFileName(parent, words("Export messages"),
                                            QStringLiteral("messages.json"), jsonFiles());
    };
    questions.nameToSave = &askName;
    return questions;
}
