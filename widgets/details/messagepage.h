// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "widgets/details/detailspage.h"
#include "widgets/details/facts.h"
#include "widgets/details/jsontreemodel.h"
#include "widgets/details/messagedata.h"

class AlterationBlock;
class AnswerBlock;
class Chip;
class CostBar;
class JsonTreeView;
class LoadBar;
class NoteBlock;
class PanelHeading;
class PartSwitch;
class PayloadLoader;
class QLabel;
class QStackedWidget;
class TextView;
class Theme;

/// What a message or exchange says and means: its data as a tree (or as text), its problems in
/// words, its answer, and what it cost.
class MessagePage : public DetailsPage
{
    Q_OBJECT

public:
    explicit MessagePage(const Theme &theme, QWidget *parent = nullptr);

    void showSubject(const Subject &subject) override;
    /// The answer came, something was done to it, or the session ended: data and tree stay as they
    /// are.
    void updateAnswer(const Subject &subject);
    void setKeysRevealed(bool revealed);
    /// What is known of \a message beside itself: shown behind its own facts while it is shown.
    void setMoreFacts(Capture::Id message, const Facts::List &facts);

    JsonTreeView *tree() const { return m_tree; }
    AlterationBlock *alteration() const { return m_alteration; }
    AnswerBlock *answer() const { return m_answer; }
    CostBar *cost() const { return m_cost; }
    TextView *text() const { return m_text; }
    NoteBlock *note() const { return m_note; }
    QString problemText() const;

signals:
    void messageRequested(Capture::Id message);
    void attachmentRequested(int number);

private:
    void showHeader(const Subject &subject);
    void showMessageHeader(const Subject &subject);
    void showExchangeHeader(const Subject &subject);
    void showSessionHeader(const Subject &subject);
    void showMessageFacts();
    void showProblems(const Subject &subject);
    void showPart(std::size_t number);
    void showData();
    void showDataText(const QString &text);
    void showContent(const MessageData &content,
                     const QList<JsonTreeModel::Attachment> &attachments);
    bool showOtherVersion(const MessageData &crossed);

    const Theme &m_theme;
    Subject m_subject;
    std::shared_ptr<Payload> m_payload;

    QLabel *m_title;
    Chip *m_chip;
    QLabel *m_meta;
    QLabel *m_problems;
    NoteBlock *m_note;
    AlterationBlock *m_alteration;
    Facts *m_facts;
    Facts::List m_ownFacts; // of a message
    Facts::List m_moreFacts;
    Capture::Id m_moreOf = 0;
    PartSwitch *m_parts;
    QStackedWidget *m_stack;
    JsonTreeView *m_tree;
    TextView *m_text;
    LoadBar *m_bar;
    PayloadLoader *m_loader;
    AnswerBlock *m_answer;
    QWidget *m_answerLine;
    QWidget *m_costBlock;
    CostBar *m_cost;
};
