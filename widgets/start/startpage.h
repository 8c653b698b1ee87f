// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QDateTime>
#include <QList>
#include <QString>
#include <QWidget>

class QVBoxLayout;
class Theme;

/// One capture that can be opened again.
struct CaptureItem
{
    QString path;
    QString name; ///< what is shown
    QString detail; ///< "12,345 messages · 3.4 MB"
    QDateTime time;
};

/// What an empty window shows: four ways to begin, each with a line of how, and the captures of
/// before - those that were never saved first.
class StartPage : public QWidget
{
    Q_OBJECT

public:
    explicit StartPage(const Theme &theme, QWidget *parent = nullptr);

    void setRecent(const QList<CaptureItem> &items);
    /// Captures that were not saved when the program ended.
    void setRecovered(const QList<CaptureItem> &items);

signals:
    void tapRequested();
    void connectRequested();
    void openRequested();
    void demoRequested();
    void captureChosen(const QString &path);
    void recoverRequested(const QString &path);
    /// The user does not want that unsaved capture; nothing was deleted yet.
    void discardRequested(const QString &path);

private:
    void fill(QVBoxLayout *list, const QList<CaptureItem> &items, bool recovered);

    const Theme &m_theme;
    QWidget *m_recovered;
    QVBoxLayout *m_recoveredList;
    QWidget *m_recent;
    QVBoxLayout *m_recentList;
};
