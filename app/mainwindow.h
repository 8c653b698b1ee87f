// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "app/capturedocument.h"
#include "widgets/common/messagefilter.h"
#include "widgets/common/selection.h"
#include "widgets/common/timerange.h"

#include <QMainWindow>

#include <functional>

class ActingController;
class AdminController;
class ClientController;
class CompareController;
class ComposePanel;
class ConnectionsView;
class Demo;
class DetailsPanel;
class ExportController;
class FilterBar;
class HeldPanel;
class MockController;
class ProblemsView;
class QAction;
class QDockWidget;
class QStackedWidget;
class QTabBar;
class RoomsView;
class RulesPanel;
class Settings;
class StartPage;
class StatisticsView;
class StatusLine;
class TapController;
class Theme;
class TimelineView;
class TrafficView;
struct ImportFormat;

/// The window: one capture, its views, and the actions on it.
class MainWindow : public QMainWindow
{
    Q_OBJECT
public:
    /// Answers that a dialog would give; tests put their own in.
    struct Questions
    {
        enum class Close { Save, Discard, Cancel };

        std::function<QString(QWidget *)> fileToOpen;
        std::function<QString(QWidget *, const QString &suggested)> fileToSave;
        std::function<QString(QWidget *)> csvToSave;
        std::function<QString(QWidget *, const QString &suggested)> exportToSave;
        std::function<QString(QWidget *)> reportToSave;
        std::function<Close(QWidget *)> unsavedOnClose;
    };

    MainWindow(Theme &theme, Settings &settings, QWidget *parent = nullptr);
    ~MainWindow() override;

    void setQuestions(Questions questions) { m_questions = std::move(questions); }

    /// Opens the capture here if the window is empty, else asks for another window. False if it
    /// cannot be opened; the reason is shown.
    bool openFile(const QString &path);
    /// The embedded server, a tap in front of it and clients that talk.
    void startDemo();
    /// Where the server of the demo is; empty without one.
    QString demoUrl() const;
    /// Closes without asking; an unsaved capture is kept and offered again.
    void closeQuietly();

    CaptureDocument &document() { return m_document; }
    TapController &taps() { return *m_taps; }
    ClientController &clients() { return *m_clients; }
    AdminController &admins() { return *m_admins; }
    CompareController &comparison() { return *m_comparison; }
    ExportController &exports() { return *m_exports; }
    MockController &mocks() { return *m_mocks; }
    ComposePanel &compose() { return *m_compose; }
    RulesPanel &rules() { return *m_rules; }
    HeldPanel &held() { return *m_held; }
    TrafficView &traffic() { return *m_traffic; }

signals:
    /// A capture is to be shown in a window of its own.
    void windowRequested(const QString &path);

protected:
    void closeEvent(QCloseEvent *event) override;

private:
    QAction *addAction(const QString &name, const QString &text, const QKeySequence &key,
                       const std::function<void()> &triggered);
    void makeViews();
    QDockWidget *addDock(const QString &name, const QString &title, QWidget *content,
                         Qt::DockWidgetArea area);
    void makeActions();
    void makeToolBar();
    void makeMenus();
    void connectParts();
    void restoreLayout();

    void onRecordToggled(bool on);
    void openWithDialog();
    void importFile(const QString &path, const ImportFormat &format);
    void saveWithDialog();
    void saveRedacted();
    void saveReport();
    void showAbout();
    bool finishSaving();
    void exportStatistics();
    void clearTraffic();
    void repeatSelected();
    void showCompose(bool edits);
    void showRules();
    void showRulesInForce(int count);
    void showView(int index);
    void editNote();
    void findInTraffic();
    void refresh();
    void refreshStartPage();
    void recover(const QString &path);
    void setThemeMode(int mode);
    void say(const QString &words);

    Theme &m_theme;
    Settings &m_settings;
    Questions m_questions;
    CaptureFeed m_feed;
    Selection m_selection;
    MessageFilter m_filter;
    TimeRange m_range;
    CaptureDocument m_document;
    std::unique_ptr<Demo> m_demo;
    QByteArray m_viewsState; // of the docks while the start page is shown
    bool m_showsViews = true;
    bool m_isQuiet = false;
    bool m_closesWhenSaved = false;

    QStackedWidget *m_pages = nullptr; // start page, views
    StartPage *m_start = nullptr;
    QTabBar *m_tabs = nullptr;
    QStackedWidget *m_views = nullptr;
    TrafficView *m_traffic = nullptr;
    TimelineView *m_timeline = nullptr;
    RoomsView *m_rooms = nullptr;
    StatisticsView *m_statistics = nullptr;
    ProblemsView *m_problems = nullptr;
    DetailsPanel *m_details = nullptr;
    ConnectionsView *m_connections = nullptr;
    QDockWidget *m_connectionsDock = nullptr;
    QDockWidget *m_detailsDock = nullptr;
    ComposePanel *m_compose = nullptr;
    QDockWidget *m_composeDock = nullptr;
    RulesPanel *m_rules = nullptr;
    QDockWidget *m_rulesDock = nullptr;
    HeldPanel *m_held = nullptr;
    QDockWidget *m_heldDock = nullptr;
    FilterBar *m_filterBar = nullptr;
    StatusLine *m_status = nullptr;
    TapController *m_taps = nullptr;
    ClientController *m_clients = nullptr;
    AdminController *m_admins = nullptr;
    ActingController *m_acting = nullptr;
    MockController *m_mocks = nullptr;
    CompareController *m_comparison = nullptr;
    ExportController *m_exports = nullptr;

    QAction *m_record = nullptr;
    QAction *m_tap = nullptr;
    QAction *m_connect = nullptr;
    QAction *m_repeat = nullptr;
    QAction *m_write = nullptr;
    QAction *m_showRules = nullptr;
    QAction *m_open = nullptr;
    QAction *m_save = nullptr;
    QAction *m_export = nullptr;
    QAction *m_stop = nullptr;
    QAction *m_clear = nullptr;
    QAction *m_undoClear = nullptr;
    QAction *m_editFilter = nullptr;
    QAction *m_find = nullptr;
    QAction *m_startDemo = nullptr;
    QAction *m_close = nullptr;
    QAction *m_quit = nullptr;
    QList<QAction *> m_viewActions;
    QList<QAction *> m_themeActions;
};
